/** The largest order of a derivative or difference that an answer shows. */
export const maxOrder = 24;
