/** Whether the terminal's background is dark or light. */
export type Background = 'dark' | 'light';
