// Words in columns.

/** Lines of a table; columns are as wide as their longest word. @param none said where there are no rows */
export function table(head: readonly string[], body: readonly (readonly string[])[], none: string): string[] {
  if (body.length === 0) return [none];
  const rows = [head, ...body];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) =>
    row
      .map((word, column) => word.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** `2026-11-24 02:40`, UTC. */
export const time = (utcMs: number): string => new Date(utcMs).toISOString().slice(0, 16).replace('T', ' ');

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

export const minutes = (seconds: number): string => `${(seconds / 60).toFixed(1)} min`;
