# SPDX-License-Identifier: MIT
"""The style sheet of all windows, filled with the colours of a theme."""

from __future__ import annotations

from string import Template

from exchpatch_gui import resources
from exchpatch_gui.views.icons import blend
from exchpatch_gui.views.palette import DARK, LIGHT, Colours

_SHEET = Template("""
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: 5px 8px; }

QPushButton, QToolButton {
  background: $surface; color: $text; border: 1px solid $outline; border-radius: 6px;
  padding: 6px 13px; }
QPushButton:hover, QToolButton:hover { background: $raised; }
QPushButton:pressed, QToolButton:pressed { background: $border; }
QPushButton:focus, QToolButton:focus { border: 2px solid $focus; padding: 5px 12px; }
QPushButton:disabled, QToolButton:disabled { color: $faint; border-color: $border; }
QPushButton[kind="primary"] {
  background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_strong; border-color: $accent_strong; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled {
  background: $raised; color: $faint; border-color: $border; }
QPushButton[kind="danger"] { color: $red_text; border-color: $red_sign; }
QPushButton[kind="danger"]:hover { background: $red_tint; }
QPushButton[kind="link"], QToolButton[kind="link"] {
  background: transparent; color: $link; border: 2px solid transparent; border-radius: 4px;
  padding: 0 3px; font-weight: 600; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus, QToolButton[kind="link"]:focus { border-color: $focus; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {
  background: transparent; border: 2px solid transparent; padding: 4px; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $raised; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border-color: $focus; }
QPushButton::menu-indicator, QToolButton::menu-indicator { width: 0; image: none; }
QToolButton[popupMode="1"] { padding-right: 28px; }
QToolButton[popupMode="1"]:focus { padding-right: 27px; }
QToolButton::menu-button {
  width: 24px; border: none; border-left: 1px solid $outline;
  border-top-right-radius: 5px; border-bottom-right-radius: 5px; }
QToolButton::menu-button:hover { background: $raised; }
QToolButton::menu-arrow { image: url("$icons/arrow-down-$tone.svg"); width: 12px; height: 12px; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  background: $surface; color: $text; border: 1px solid $control; border-radius: 6px;
  padding: 6px 8px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $focus; padding: 5px 7px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
  color: $faint; border-color: $border; background: $window; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] {
  border: 2px solid $red_sign; padding: 5px 7px; }
QLineEdit#search { padding-left: 2px; }
QLineEdit#search:focus { padding-left: 1px; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$icons/arrow-down-$tone.svg"); width: 12px; height: 12px; }
QComboBox QAbstractItemView {
  background: $surface; border: 1px solid $border; outline: none;
  selection-background-color: $selection; selection-color: $text; }

QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus,
QComboBox QLineEdit, QComboBox QLineEdit:focus {
  background: transparent; border: none; padding: 0 0 0 6px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
  subcontrol-origin: border; width: 22px; border: none; background: transparent; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url("$icons/arrow-up-$tone.svg"); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow {
  image: url("$icons/arrow-down-$tone.svg"); width: 10px; height: 10px; }

QMenu { background: $surface; color: $text; border: 1px solid $border; padding: 5px; }
QMenu::item { padding: 6px 24px 6px 10px; border-radius: 4px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $faint; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $border; margin: 5px 8px; }

QAbstractItemView {
  background: $surface; color: $text; border: 1px solid $border; border-radius: 8px;
  selection-background-color: $selection; selection-color: $text; outline: none; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
  background: transparent; color: $muted; border: none; border-bottom: 1px solid $border;
  padding: 8px; font-weight: 600; }
QHeaderView::section:hover { color: $text; }
QHeaderView::up-arrow { image: url("$icons/arrow-up-$tone.svg"); width: 10px; height: 10px; }
QHeaderView::down-arrow { image: url("$icons/arrow-down-$tone.svg"); width: 10px; height: 10px; }
QTableCornerButton::section { background: $surface; border: none; }

QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $thumb; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QProgressBar { background: $border; border: none; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: $border; }
QSplitter::handle:hover { background: $accent; }

QLabel { background: transparent; color: $text; }
QLabel[kind="muted"], QLabel[kind="small"], QLabel[kind="heading"] { color: $muted; }
QLabel[kind="menu-heading"] { color: $muted; font-weight: 600; padding: 6px 10px 4px 10px; }
QLabel[kind="wrong"] { color: $red_text; }
QCheckBox, QRadioButton, QGroupBox { background: transparent; }
QCheckBox, QRadioButton {
  border: 2px solid transparent; border-radius: 4px; padding: 2px; spacing: 8px; }
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox:disabled, QRadioButton:disabled { color: $faint; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator, QMenu::indicator {
  width: 14px; height: 14px; background: $surface; border: 1px solid $control; border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QMenu::indicator:checked {
  background: $accent; border-color: $accent; image: url("$icons/tick-white.svg"); }
QRadioButton::indicator:checked {
  width: 6px; height: 6px; background: $on_accent; border: 5px solid $accent; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $border; }
QMenu::indicator { margin-left: 8px; }
QMenu::indicator:exclusive { border-radius: 8px; }
QMenu::indicator:exclusive:checked {
  width: 6px; height: 6px; background: $on_accent; border: 5px solid $accent; image: none; }
QDialogButtonBox { button-layout: 3; }
QTabWidget::pane { border: none; border-top: 1px solid $border; }
QTabBar::tab {
  background: transparent; color: $muted; padding: 8px 12px; border: 2px solid transparent;
  border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { border-color: $focus; }
QTabBar::tab:hover { color: $text; }

QFrame[kind="toolbar"] {
  background: $surface; border: none; border-bottom: 1px solid $border; }
QFrame[kind="footer"] { background: $surface; border: none; border-top: 1px solid $border; }
QFrame[kind="toast"] { background: $text; border: none; border-radius: 8px; }
QFrame[kind="toast"] QLabel { color: $window; }
QPushButton[kind="toast"] {
  background: transparent; color: $toast_link; border: 2px solid transparent; padding: 3px 6px;
  font-weight: 600; }
QPushButton[kind="toast"]:hover, QPushButton[kind="toast"]:focus { border-color: $toast_link; }
QPushButton[kind="pill"] {
  background: $surface; color: $muted; border: 1px solid $outline; border-radius: 13px;
  padding: 5px 12px; }
QPushButton[kind="pill"]:hover { background: $raised; }
QPushButton[kind="pill"]:focus { border: 2px solid $focus; padding: 4px 11px; }
QPushButton[kind="pill"][stale="true"] {
  background: $yellow_tint; color: $yellow_text; border-color: $yellow_sign; }
QPushButton[kind="choice"] {
  background: $surface; border: 1px solid $border; border-radius: 10px; padding: 0; }
QPushButton[kind="choice"]:hover { background: $raised; border-color: $accent; }
QPushButton[kind="choice"]:focus { border: 2px solid $focus; }
QFrame[kind="side"] { background: $window; border: none; }
QListView#sidebar { background: $window; border: none; border-radius: 0; padding: 8px; }

QFrame[kind="card"] { background: $surface; border: 1px solid $border; border-radius: 8px; }
QFrame[kind="panel"], QWidget[kind="panel"] { background: $surface; border: none; }
QFrame[kind="line"] { background: $border; border: none; }
QScrollArea, QScrollArea > QWidget > QWidget[kind="page"] { background: transparent; border: none; }
""")


def stylesheet(colours: Colours) -> str:
    """Give the style sheet in these colours."""
    values = {}
    for name, value in colours._asdict().items():
        if isinstance(value, str):
            values[name] = value
        else:
            values |= {f"{name}_{part}": colour for part, colour in value._asdict().items()}
    values["outline"] = blend(colours.border, colours.control, 0.3)
    values["thumb"] = blend(colours.border, colours.control, 0.5)
    values["faint"] = blend(colours.text, colours.surface, 0.55)
    values["toast_link"] = LIGHT.link if colours is DARK else DARK.link
    values["tone"] = "dark" if colours is DARK else "light"
    values["icons"] = resources.path("icons").as_posix()
    return _SHEET.substitute(values)
