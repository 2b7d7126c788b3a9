// Points as CSV: x1, x2, y a line, quoted or not, with or without a line of names on top.

/**
 * @param {ArrayLike<number>[]} points
 */
export function pointsToCsv(points) {
  return ["x1,x2,y", ...points.map((point) => Array.from(point).join(","))].join("\n");
}

/**
 * The points, or the first line that is none. What coordinates may be is not decided here.
 * @param {string} text
 * @returns {{ points: number[][], problem?: string }}
 */
export function pointsFromCsv(text) {
  /** @type {number[][]} */
  const points = [];
  const lines = text.split(/\r?\n/);
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i].trim();
    if (line === "") continue;
    const cells = line.split(/\s*[,;\t]\s*|\s+/).map((cell) => cell.replace(/^"(.*)"$/, "$1"));
    const isHeader = points.length === 0 && cells.every((cell) => Number.isNaN(Number(cell)));
    if (isHeader && cells.length === 3) continue;
    const columns = `${cells.length} column${cells.length === 1 ? "" : "s"}`;
    if (cells.length !== 3) return { points, problem: `Line ${i + 1} has ${columns}; each line needs x1, x2, y.` };
    const odd = cells.find((cell) => cell === "" || !Number.isFinite(Number(cell)));
    if (odd !== undefined) return { points, problem: `Line ${i + 1}: “${odd}” is not a number.` };
    points.push(cells.map(Number));
  }
  return { points };
}
