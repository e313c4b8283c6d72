// The desktop program: one window, and a capture to open.
#include <QApplication>
#include <QCommandLineParser>
#include <QSettings>
#include <QTemporaryDir>
#include <cstring>

#include "dissectors/registry.h"
#include "screenshot.h"
#include "ui/main/main_window.h"
#include "ui/timeline/timeline_command.h"

namespace {

QString text(const char* s) { return QString::fromUtf8(s); }

struct Options {
  QCommandLineParser parser;
  QCommandLineOption theme{text("theme"), text("Colours: system, light or dark."), text("name")};
  QCommandLineOption language{text("lang"), text("Language of the window: en or ko."), text("code")};
  QCommandLineOption screenshot{text("screenshot"),
                                text("Write a picture of the window to a PNG file and end."), text("file")};
  QCommandLineOption size{text("size"), text("Size of the picture."), text("WxH"), text("1280x800")};
  QCommandLineOption select{text("select"), text("Packet to select, from 1."), text("number"), text("1")};
  QCommandLineOption field{text("field"), text("Field to select in it, by its filter name."), text("key")};

  QCommandLineOption dock{text("dock"), text("Pane to bring to the front, by its name."), text("name")};
  QCommandLineOption follow{text("follow"), text("What the pane Follow shows: text, hex or decoded."), text("form")};
  QCommandLineOption filter{QStringList{text("Y"), text("filter")}, text("Display filter to apply."), text("filter")};
  QCommandLineOption colours{text("colours"), text("Colour rows by rules in the picture.")};
  QCommandLineOption finding{text("finding"), text("Row of what an eavesdropper sees to select, from 1."),
                             text("number")};
  QCommandLineOption interface{{text("i"), text("interface")},
                               text("Capture from an interface at once; may be given several times."), text("name")};
  QCommandLineOption captureFilter{text("f"), text("Capture filter."), text("filter")};
  QCommandLineOption wait{text("wait"), text("Milliseconds before the picture is taken."), text("ms"), text("0")};
  QCommandLineOption timeline{text("timeline"),
                              text("Write the timeline of a TCP conversation (tcp.stream) to a picture and end; needs "
                                   "no display."),
                              text("number")};
  QCommandLineOption read{text("r"), text("Capture for --timeline."), text("file")};
  QCommandLineOption output{text("o"), text("Picture for --timeline: .svg, .png or .pdf."), text("file")};
  QCommandLineOption packets{text("packets"), text("Packets for --timeline, as in 10-20."), text("range")};
  QCommandLineOption scale{text("scale"), text("Scale of --timeline: readable, even or true."), text("name")};
  QCommandLineOption all{text("show-all"), text("No folded packets in --timeline.")};

  explicit Options(const QApplication& app) {
    parser.setApplicationDescription(text("See what computers say on the network."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({theme, language, screenshot, size, select, field, dock, follow, filter, finding, colours});
    parser.addOptions({interface, captureFilter, wait});
    parser.addOptions({timeline, read, output, packets, scale, all});
    parser.addPositionalArgument(text("file"), text("Capture to open, - for standard input."),
                                 text("[file]"));
    parser.process(app);
  }
};

void applyLook(const Options& o, pw::ui::Theme& theme, pw::ui::LanguageSwitch& language) {
  using pw::ui::LanguageChoice;
  using pw::ui::ThemeMode;
  const QString colours = o.parser.value(o.theme), code = o.parser.value(o.language);
  if (colours == text("dark")) theme.setMode(ThemeMode::dark);
  if (colours == text("light")) theme.setMode(ThemeMode::light);
  if (code == text("ko")) language.choose(LanguageChoice::korean);
  if (code == text("en")) language.choose(LanguageChoice::english);
}

pw::app::ScreenshotOptions screenshotOptions(const Options& o) {
  pw::app::ScreenshotOptions s;
  s.target = o.parser.value(o.screenshot);
  s.field = o.parser.value(o.field);
  s.waitMs = o.parser.value(o.wait).toInt();
  s.dock = o.parser.value(o.dock);
  s.follow = o.parser.value(o.follow);
  s.filter = o.parser.value(o.filter);
  s.colours = o.parser.isSet(o.colours);
  s.finding = o.parser.value(o.finding).toInt();
  s.packet = std::max(1u, o.parser.value(o.select).toUInt()) - 1;
  const QStringList size = o.parser.value(o.size).split(QLatin1Char('x'));
  if (size.size() == 2 && size[0].toInt() > 0 && size[1].toInt() > 0)
    s.size = {size[0].toInt(), size[1].toInt()};
  return s;
}

pw::ui::TimelineOptions timelineOptions(const Options& o) {
  return {.stream = o.parser.value(o.timeline),
          .capture = o.parser.value(o.read),
          .target = o.parser.value(o.output),
          .packets = o.parser.value(o.packets),
          .scale = o.parser.value(o.scale),
          .showAll = o.parser.isSet(o.all)};
}

/// What writes a picture and ends needs no display, so that it runs on servers.
void useNoDisplay(int argc, char** argv) {
  constexpr const char* kOption = "--timeline";
  for (int i = 1; i < argc; ++i)
    if (std::strncmp(argv[i], kOption, std::strlen(kOption)) == 0 && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
      qputenv("QT_QPA_PLATFORM", "offscreen");
}

}  // namespace

int main(int argc, char** argv) {
  useNoDisplay(argc, argv);
  QApplication app(argc, argv);
  QApplication::setOrganizationName(text("plainwire"));
  QApplication::setApplicationName(text("plainwire"));
  QApplication::setApplicationVersion(text("0.1.0"));
  const Options options(app);
  const bool picture = options.parser.isSet(options.screenshot);
  const QTemporaryDir noSettings;  // a picture shows a new window, whatever the person's own looks like
  if (picture) {
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, noSettings.path());
  }

  const pw::Registry registry = pw::allProtocols();
  pw::ui::LanguageSwitch language;
  pw::ui::Theme theme;
  if (options.parser.isSet(options.timeline)) {
    applyLook(options, theme, language);
    return pw::ui::writeTimeline(timelineOptions(options), registry, theme,
                                  language.isKorean() ? pw::Language::korean : pw::Language::english);
  }
  pw::ui::MainWindow window(registry, theme, language);
  applyLook(options, theme, language);
  const QStringList files = options.parser.positionalArguments();
  if (!files.isEmpty()) window.openFile(files.front());
  window.show();
  if (files.isEmpty() && options.parser.isSet(options.interface)) {
    pw::ui::CaptureChoice choice = pw::ui::CaptureChoice::remembered();
    choice.interfaces = options.parser.values(options.interface);
    choice.filter = options.parser.value(options.captureFilter);
    window.startCapture(choice);
  }
  if (picture) pw::app::takeScreenshot(window, screenshotOptions(options));
  return QApplication::exec();
}
