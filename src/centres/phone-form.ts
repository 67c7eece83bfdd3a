/** E.164: the only form in which a telephone is kept with a ticket. */
export const phoneForm = /^\+[1-9]\d{6,14}$/;
