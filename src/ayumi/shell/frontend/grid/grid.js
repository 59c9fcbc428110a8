/** The grid in the browser: a table of fields becomes a sheet with the keys of a spreadsheet. */

import { Changes } from "./changes.js";
import { Clipboard } from "./clipboard.js";
import { Editing } from "./editing.js";
import { Saving } from "./saving.js";
import { Selection } from "./selection.js";
import { Sheet } from "./sheet.js";

function start(form) {
  const sheet = new Sheet(form);
  if (!sheet.rows.length) return;
  const shown = Object.fromEntries([...form.querySelectorAll("[data-grid]")].map((each) => [each.dataset.grid, each]));
  const tell = (name, values = {}, text = form.dataset[name]) => {
    shown.told.textContent = filled(text, values);
  };
  const showState = () => {
    const counts = { changed: sheet.changed().length, wrong: sheet.wrong().length };
    const isClean = !counts.changed && !counts.wrong;
    shown.state.textContent = isClean ? form.dataset.textNothing : filled(form.dataset.textState, counts);
    shown.undo.disabled = !changes.done.length;
    shown.redo.disabled = !changes.undone.length;
  };
  const showPlace = () => {
    const { active } = selection;
    shown.place.textContent = active.locked ? `${active.label} ${form.dataset.textLocked}` : active.label;
  };
  const changes = new Changes(sheet, (cells) => {
    tell(null, {}, "");
    showState();
    saving.checkSoon(cells);
  });
  const selection = new Selection(sheet, showPlace);
  const editing = new Editing(sheet, selection, changes);
  const clipboard = new Clipboard(sheet, selection, editing, changes, tell);
  const saving = new Saving(sheet, changes, tell, showState);

  const commands = { undo: () => changes.undo(), redo: () => changes.redo(), save: () => saving.save() };
  for (const name of ["undo", "redo"]) {
    shown[name].addEventListener("click", commands[name]);
    shown[name].hidden = false;
  }
  shown.help.hidden = shown.place.hidden = false;
  form.querySelector("button[hidden]")?.removeAttribute("hidden");
  form.querySelector(".grid-frame").removeAttribute("tabindex"); // The active cell is reached instead.
  sheet.table.addEventListener("keydown", (event) => key(event, { selection, editing, clipboard, commands, tell }));
  showState();
  showPlace();
}

/** Answer a key that is pressed while no cell is open. */
function key(event, { selection, editing, clipboard, commands, tell }) {
  if (!event.target.matches("td[data-cell]")) return;
  const command = event.ctrlKey || event.metaKey ? commandOf(event) : null;
  if (command) commands[command]();
  else if (event.key === "Tab") return tab(event, selection);
  else if (event.key === "Escape") {
    selection.mayLeave = true;
    tell("textLeave");
  } else if (event.key === "Enter" || event.key === "F2") editing.open();
  else if (event.key === "Delete" || event.key === "Backspace") clipboard.clear();
  else if (event.key === "Process" || event.keyCode === 229) return editing.open(""); // Japanese input begins here.
  else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) editing.open(event.key);
  else if (!selection.key(event)) return;
  event.preventDefault();
}

function commandOf(event) {
  const letter = event.key.toLowerCase();
  if (letter === "z") return event.shiftKey ? "redo" : "undo";
  return { y: "redo", s: "save" }[letter];
}

/** Tab goes on to the next cell; behind the last one, and after Esc, it leaves the table. */
function tab(event, selection) {
  if (selection.mayLeave) return;
  if (selection.next(event.shiftKey ? -1 : 1)) event.preventDefault();
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

document.querySelectorAll("form#grid").forEach(start);
