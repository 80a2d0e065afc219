export const roles = {
  admin: 'Administrator',
  chair: 'Chair',
  moderator: 'Moderator',
  assistant: 'Assistant moderator',
  secretary_lead: 'Lead secretary',
  secretary: 'Secretary',
  technician: 'Technician',
  agency: 'Agency',
  point: 'Point operator',
  delegate: 'Delegate',
  viewer: 'Viewer',
  hall: 'Hall screen',
} as const;
