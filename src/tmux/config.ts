import { forgetFocusOnDeath, sayEnded } from './dead-pane.ts';
import { quoteTmux } from './quote.ts';

/**
 * Configuration of our own tmux server. `-q` passes over what an older tmux does not know. The one command
 * that needs a process comes last: clients do not wait for it.
 */
export const serverConfiguration = `# Written by agents; changes are overwritten.
set-option -s exit-empty off
set-option -s escape-time 0
set-option -s focus-events on
set-option -s extended-keys on
set-option -s set-clipboard on
set-option -g prefix None
set-option -g prefix2 None
set-option -g status off
set-option -g mouse on
set-option -g history-limit 50000
set-option -g default-size 200x50
set-option -g bell-action none
set-option -wg window-size latest
set-option -wg automatic-rename off
set-option -wg remain-on-exit on

# 3.3 and newer: no "Pane is dead" over the last line of a program; escapes of programs for the terminal.
set-option -wgq remain-on-exit-format ''
set-option -wgq allow-passthrough on

# Shift+Enter and the like; links from 3.4. True colour is asked for by the client that has it.
set-option -as terminal-features 'xterm*:extkeys'
set-option -as terminal-features '*:hyperlinks'

# No menu that kills a pane by a slip of the mouse; the way out works while scrolling, too.
unbind-key -n MouseDown3Pane
unbind-key -n M-MouseDown3Pane
bind-key -T copy-mode C-z detach-client -E true
bind-key -T copy-mode-vi C-z detach-client -E true

# The supervisor looks at once when a program ends, someone attaches, or a session gets another name. The shell, not tmux, puts the directory in: a #(…) in its
# name would be executed.
set-hook -g pane-died "run-shell -b '{ true > \\"\\$AGENTS_HOME/daemon/wake\\"; } 2>/dev/null || true'"
set-hook -g client-attached "run-shell -b '{ true > \\"\\$AGENTS_HOME/daemon/wake\\"; } 2>/dev/null || true'"
set-hook -g session-renamed "run-shell -b '{ true > \\"\\$AGENTS_HOME/daemon/wake\\"; } 2>/dev/null || true'"
set-hook -g session-closed "run-shell -b '{ true > \\"\\$AGENTS_HOME/daemon/wake\\"; } 2>/dev/null || true'"

# tmux before 3.5 would crash when one leaves a program that was killed.
set-hook -g pane-died[1] ${quoteTmux(forgetFocusOnDeath)}
set-hook -g pane-died[2] ${quoteTmux(sayEnded)}

set-option -g default-terminal tmux-256color
if-shell '! infocmp tmux-256color >/dev/null 2>&1' 'set-option -g default-terminal screen-256color'
`;
