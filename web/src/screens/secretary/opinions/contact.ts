/** A telephone number as the service takes it. */
export const PHONE = /^\+?[0-9][0-9 .()-]{5,}$/;
