/** Asking the server what texts mean, and storing what was changed. */

const CHECK_AFTER = 250; // milliseconds without a further change

export class Saving {
  constructor(sheet, changes, tell, onState) {
    Object.assign(this, { sheet, changes, tell, onState, waiting: new Set(), timer: 0, isSaving: false });
    this.form = sheet.form;
    this.checking = Promise.resolve();
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    window.addEventListener("beforeunload", (event) => {
      if (!this.isLeaving && this.sheet.changed().length) event.preventDefault();
    });
  }

  /** Check changed cells soon, many of them at once. */
  checkSoon(cells) {
    cells.forEach((cell) => this.waiting.add(cell));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#check(), CHECK_AFTER);
  }

  #check() {
    clearTimeout(this.timer);
    const cells = [...this.waiting].filter((cell) => cell.value !== cell.seen);
    this.waiting.clear();
    if (cells.length) this.checking = this.checking.then(() => this.#ask(cells));
    return this.checking;
  }

  async #ask(cells) {
    const typed = new Map(cells.map((cell) => [cell, cell.value]));
    const { status, body } = await this.#send(cells, "check");
    if (status !== 200) return; // Saving will say what is the matter.
    for (const [cell, text] of typed) {
      if (cell.value !== text) continue;
      const message = body.messages[cell.name];
      if (message) this.sheet.set(cell, text, message);
      else this.changes.settle(cell, text, body.values[cell.name] ?? text);
    }
    this.onState();
  }

  async save() {
    if (this.isSaving) return;
    this.isSaving = true;
    this.tell("textSaving");
    try {
      await this.#check();
      await this.#store(this.sheet.changed());
    } finally {
      this.isSaving = false;
      this.onState();
    }
  }

  async #store(cells) {
    if (!cells.length) return this.tell("textNothing");
    if (this.sheet.wrong().length) return this.tell("textFix");
    const sent = new Map(cells.map((cell) => [cell, cell.value]));
    const { status, body } = await this.#send(cells, "save");
    if (status === 200) this.#stored(sent, body);
    else if (status === 409) this.#settleConflicts(cells);
    else if (status === 422) this.#refused(body);
    else if (body.message) this.tell(null, {}, body.message);
    else this.tell(status === 413 || status === 400 ? "textTooMuch" : "textFailed");
  }

  #stored(sent, body) {
    for (const [cell, value] of sent) {
      cell.seen = value;
      this.sheet.draw(cell);
    }
    this.form.elements.key.value = body.key;
    this.tell(null, {}, body.message);
  }

  #refused(body) {
    for (const [name, message] of Object.entries(body.messages)) {
      const cell = this.sheet.byName.get(name);
      if (cell) this.sheet.set(cell, cell.value, message);
    }
    this.tell("textFix");
  }

  /** Nothing was stored: send the form itself, which the server answers with the page that asks. */
  #settleConflicts(cells) {
    this.isLeaving = true;
    this.form.elements.edits.value = asEdits(cells);
    this.form.submit();
  }

  async #send(cells, intent) {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
    data.set("key", this.form.elements.key.value);
    data.set("intent", intent);
    data.set("edits", asEdits(cells));
    const headers = { Accept: "application/json" };
    try {
      const answer = await fetch(location.href, { method: "POST", body: data, headers });
      const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
      return { status: isJson || !answer.ok ? answer.status : 0, body: isJson ? await answer.json() : {} };
    } catch {
      return { status: 0, body: {} };
    }
  }
}

function asEdits(cells) {
  return JSON.stringify(cells.map((cell) => [cell.name, cell.seen, cell.value]));
}
