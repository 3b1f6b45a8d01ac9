/** Whether the terminal's background is dark or light. */
export type Ground = 'dark' | 'light';
