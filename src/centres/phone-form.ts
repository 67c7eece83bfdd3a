/** E.164: the only form in which a ticket's telephone number is stored. */
export const phoneForm = /^\+[1-9]\d{6,14}$/;
