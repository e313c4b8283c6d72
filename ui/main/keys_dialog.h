// The list of all keys, made from the table of commands.
#pragma once
#include <QDialog>

namespace pw::ui {

class KeysDialog : public QDialog {
  Q_OBJECT

 public:
  explicit KeysDialog(QWidget* parent = nullptr);
};

}  // namespace pw::ui
