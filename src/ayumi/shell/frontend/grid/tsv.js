/** Blocks of cells as spreadsheets put them on the clipboard: tabs, line ends, quotes around what holds either. */

/** Return the rows of a block. A quoted cell may hold tabs, line ends and doubled quotes. */
export function parseBlock(text) {
  const rows = [[]];
  let place = 0;
  while (place <= text.length) {
    const [cell, end] = text[place] === '"' ? quotedCell(text, place) : plainCell(text, place);
    rows.at(-1).push(cell);
    if (end >= text.length) break;
    place = end + 1;
    if (text[end] === "\r" && text[place] === "\n") place += 1;
    if (text[end] === "\t") continue;
    if (place >= text.length) break; // The line end behind the last row makes no further one.
    rows.push([]);
  }
  return rows;
}

function plainCell(text, start) {
  let end = start;
  while (end < text.length && !"\t\r\n".includes(text[end])) end += 1;
  return [text.slice(start, end), end];
}

function quotedCell(text, start) {
  let cell = "";
  let place = start + 1;
  for (;;) {
    const end = text.indexOf('"', place);
    if (end < 0) return plainCell(text, start); // A lone quote is a mark of the text itself.
    cell += text.slice(place, end);
    if (text[end + 1] === '"') {
      cell += '"';
      place = end + 2;
    } else if (end + 1 >= text.length || "\t\r\n".includes(text[end + 1])) {
      return [cell.replace(/\r\n?/g, "\n"), end + 1];
    } else return plainCell(text, start);
  }
}

/** Return a block as text that ``parseBlock`` and spreadsheets read back as the same cells. */
export function formatBlock(rows) {
  return rows.map((row) => row.map(formatCell).join("\t")).join("\r\n");
}

function formatCell(text) {
  return /["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
