// Why packets were found: sentences, made for the rows on screen by a thread of its own.
#pragma once
#include <QObject>
#include <QString>
#include <map>
#include <memory>
#include <set>

#include "core/walk/registry.h"
#include "ui/document/capture_document.h"
#include "ui/expert/findings.h"
#include "ui/jobs/background_job.h"

namespace pw::ui {

/// GUI thread; the document must outlive it.
class Reasons : public QObject {
  Q_OBJECT

 public:
  explicit Reasons(CaptureDocument& document, QObject* parent = nullptr) : QObject(parent), document_(document) {}

  /// Forgets all: another capture or language.
  void reset(Language language);
  /// Null where it is not known yet: then it is worked out soon, and changed() follows.
  const QString* of(FindingKind kind, std::uint32_t packet);

 Q_SIGNALS:
  void changed();

 private:
  using Key = std::pair<std::uint32_t, FindingKind>;
  struct Batch;

  void start();
  static void work(Batch& batch, const std::stop_token& stop);

  CaptureDocument& document_;
  Language language_ = Language::english;
  std::map<Key, QString> known_;
  std::set<Key> wanted_;
  bool starting_ = false;
  BackgroundJob job_;
};

}  // namespace pw::ui
