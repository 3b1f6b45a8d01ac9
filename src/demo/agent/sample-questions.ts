export const choice = (
  header: string,
  question: string,
  multiSelect: boolean,
  options: Record<string, string>,
) => ({
  header,
  question,
  multiSelect,
  options: Object.entries(options).map(([label, description]) => ({ label, description })),
});
export const database = choice('Database', 'Which database should we use?', false, {
  SQLite: 'Single file, no server',
  PostgreSQL: 'Full server',
  MySQL: 'Another server',
});
export const platforms = choice('Platforms', 'Which platforms should be built?', true, {
  Linux: 'x64 and arm64',
  macOS: 'Universal',
  Windows: 'x64',
});
export const licence = choice('Licence', 'Which licence?', false, {
  MIT: 'Short',
  'Apache-2.0': 'With a patent grant',
});
