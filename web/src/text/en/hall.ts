export const hall = {
  title: 'Hall display',
  fullScreen: 'Full screen',
  welcome: 'A warm welcome to all delegates',
  soon: 'The conference will begin shortly',
  break: 'Break',
  over: 'The conference has ended',
  next: 'Next',
} as const;
