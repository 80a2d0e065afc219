export const errors = {
  unexpected: 'Something unexpected went wrong. Reload and try again.',
  offline: 'The server cannot be reached. Check the network and try again.',
  tooLate: 'The line was lost for too long; the outcome is unknown. Look at the screen, then do it again.',
  tooManyPending: 'Too much is waiting to be sent. Please wait for the network.',
  pageTitle: 'This page could not be opened',
  pageText: 'Nothing on the server is affected.',
  notFound: 'There is no such page',
  home: 'Start page',
  noSession: 'No join code on this device',
  noSessionText: 'Enter a join code to open this page.',
} as const;
