/** The table as rows of cells: what stood in each, what stands in it now, and how it is shown. */

export class Sheet {
  /** Take the fields out of the table's cells and leave their texts; the server's fields come back on reload. */
  constructor(form) {
    this.form = form;
    this.table = form.querySelector("table.grid");
    this.seen = JSON.parse(form.elements.seen.value || "{}");
    form.elements.seen.value = "";
    this.lists = Object.fromEntries(
      [...form.querySelectorAll("datalist")].map((list) => [list.id.slice("list-".length), list]),
    );
    this.rows = [];
    this.byName = new Map();
    for (const tr of this.table.querySelectorAll("tr:has(> td[data-cell])")) {
      const row = [...tr.querySelectorAll("td[data-cell]")].map((td) => this.#cell(td));
      row.forEach((cell, column) => Object.assign(cell, { row: this.rows.length, column }));
      this.rows.push(row);
    }
    this.table.setAttribute("role", "grid");
    this.table.setAttribute("aria-multiselectable", "true");
    this.all().forEach((cell) => this.draw(cell));
  }

  #cell(td) {
    const field = td.querySelector("input, select, textarea");
    const text = td.querySelector(".cell-text");
    const shown = (field ? field.value : (text.dataset.value ?? text.textContent)).replaceAll("\r\n", "\n");
    const { cell: name, kind, label, list = "", locked = "", message = "" } = td.dataset;
    const seen = (this.seen[name] ?? shown).replaceAll("\r\n", "\n");
    const cell = { td, name, kind, label, list, locked, message, seen, value: shown };
    this.byName.set(name, cell);
    td.setAttribute("role", "gridcell");
    td.tabIndex = -1;
    if (locked) td.setAttribute("aria-readonly", "true");
    return cell;
  }

  all() {
    return this.rows.flat();
  }

  at(row, column) {
    return this.rows[row]?.[column];
  }

  changed() {
    return this.all().filter((cell) => cell.value !== cell.seen);
  }

  wrong() {
    return this.all().filter((cell) => cell.message);
  }

  /** Return the text as it is read and copied: a choice by its label. */
  text(cell) {
    return this.choices(cell).find(([value]) => value === cell.value)?.[1] ?? cell.value;
  }

  /** Return the values and labels of a list to choose from; a division is typed, with suggestions. */
  choices(cell) {
    if (!cell.list || cell.list === "division") return [];
    return [...this.lists[cell.list].options].map((option) => [option.value, option.text]);
  }

  set(cell, value, message = "") {
    cell.value = value;
    cell.message = value === cell.seen ? "" : message;
    this.draw(cell);
  }

  /** Draw a cell anew: its text, a sign and a word where it was changed or is not accepted. */
  draw(cell) {
    const { td } = cell;
    const isChanged = cell.value !== cell.seen;
    const texts = this.form.dataset;
    td.classList.toggle("grid-changed", isChanged);
    td.classList.toggle("grid-wrong", Boolean(cell.message));
    td.toggleAttribute("aria-invalid", false);
    if (cell.message) td.setAttribute("aria-invalid", "true");
    td.replaceChildren(part("div", "cell-text", this.text(cell)));
    if (cell.message) td.append(part("span", "cell-sign", texts.textWrong), part("p", "error", cell.message));
    else if (isChanged) td.append(part("span", "cell-sign", texts.textChanged));
    if (cell.locked) td.append(part("p", "small quiet-text", cell.locked));
  }
}

function part(tag, name, text) {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  return element;
}
