export const register = {
  title: 'Register of opinions',
  minutes: 'Minutes',
  followUp: 'Follow-up',
  source: 'Source',
  resultLabel: 'Result',
  before: 'Collected beforehand',
  freeze: 'Freeze list',
  empty: 'The register is empty',
} as const;
