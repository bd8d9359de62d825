/** What travels with a statement: text, or a list of text, which travels as the text of an array. */
export type Param = string | null | readonly (string | null)[];
