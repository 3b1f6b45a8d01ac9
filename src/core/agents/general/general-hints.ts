import { lazily } from '../../lazily.ts';

/** What a dialog says of the keys that choose; one of these stands below its choices, or above them. */
const dialogHints = lazily((): readonly RegExp[] => [
  /(?:\b(?:enter|return)\b|[↵⏎])\s*(?:to\s+)?(?:select|confirm|submit|continue|choose|accept|approve|allow|proceed|save|toggle|apply|answer|ok)\b/iu,
  /(?:[↑▲]\s*[/·|]?\s*[↓▼]|⇅|↕|⇆|←\s*[/·|]?\s*→|\barrows?(?:\s+keys)?|\bup\s*\/\s*down|\bj\s*\/\s*k)\s*(?:keys?\s+)?(?:to\s+)?(?:navigate|move|select|choose|switch|cycle|change)\b/iu,
  /\b(?:use|with)\s+(?:the\s+)?(?:arrows?(?:\s+keys)?|↑|number keys)/iu,
  /\b(?:press|type|enter|choose|select|pick)\b[^.?!]{0,24}\b(?:number|digit|option|choice)s?\b/iu,
  /[[(]\s*1\s*[-–/]\s*\d\s*[\])]/u,
  /\bpress\s+(?:\d|[yn]\b)/iu,
]);

/** What keys do, in other languages: an arrow pair and a word is enough, Enter needs one of these. */
const otherHints = lazily((): readonly RegExp[] => [
  /[↑▲]\s*[/·|]?\s*[↓▼]\s*:?\s*(?!(?:to\s+)?(?:scroll|history|recall|edit|for)\b)\p{L}/u,
  /(?:\benter\b|\breturn\b|[↵⏎]|eingabe(?:taste)?|entrée|intro|invio|回车|エンター|엔터)\s*(?:键|キー|taste)?\s*[:：]?\s*(?:zum |pour |para |per |で|를)?\s*(?:wählen|auswählen|bestätigen|valider|confirmer|sélectionner|elegir|seleccionar|confirmar|confermare|selezionare|确认|确定|选择|決定|選択|確定|확인|선택)/iu,
]);

/** Keys that stand behind the words of a choice: `(y)`, `(esc or n)`, `[a]`. */
export const choiceKeys =
  /[([](?:[a-z]|\d|enter|esc|tab|(?:shift|ctrl|alt)\+\w+)(?:(?:,|\/| or )\s*\w+)*[)\]]\s*$/iu;

const wayOut = lazily(
  () =>
    /\besc(?:ape)?\b\s*(?:to\s+)?(?:cancel|dismiss|go back|back|reject|close|deny|decline|skip|exit)\b|\b(?:cancel|reject|deny) with esc/iu,
);

const interrupts = lazily(
  () =>
    /(?:\besc(?:ape)?\b|\bctrl\s*[+-]\s*c\b|\^c\b)[\])]?\s*[:：]?\s*(?:again\s+)?(?:to\s+)?(?:interrupt|stop|abort)\b/iu,
);
/** The same in other languages, where a word for it can also cancel a dialog. */
const otherInterrupts = lazily(
  () =>
    /\besc(?:ape)?\b\s*[:：]?\s*(?:zum |pour |para |per )?(?:unterbrechen|abbrechen|stoppen|interrompre|arrêter|annuler|interrumpir|detener|cancelar|interrompere|annullare|中断|停止|取消|キャンセル|중단|취소|прервать|отмена)/iu,
);
const cancels = lazily(
  () => /(?:\besc(?:ape)?\b|\bctrl\s*[+-]\s*c\b|\^c\b)[\])]?\s*(?:again\s+)?(?:to\s+)?cancel\b/iu,
);
const counter = lazily(
  () => /(?<![\d:.])\d+(?:\.\d+)?\s?(?:ms|s|m|h|secs?|mins?|seconds|minutes|tokens?|tok|kib|kb)\b/iu,
);
const unfinished = lazily(() => /…|\.\.\.?(?=\s|$|\()/u);
/** Signs that turn, blink or grow; a bullet of a message is none, but where an ellipsis and a counter follow. */
const turning = lazily(
  () =>
    /^\s*(?:[⠁-⣿◐◓◑◒◴◷◶◵◰◳◲◱⣾⣽⣻⢿⡿⣟⣯⣷✻✽✶✢✳✺✹✸✷∗∴⋯◌◍◉⏳⌛🌑🌒🌓🌔🌕🌖🌗🌘⬡⬢⏺∼≈|/\\]|[█░▒▓▏▎▍▌▋▊▉■□▪▫⬝◼◻]{2,})\s+\p{L}/u,
);
const braille = lazily(() => /^\s*[⠁-⣿]\s+[\p{L}\p{N}"'`(]/u);
const activity = lazily(
  () => /^\s*[^\p{L}\p{N}\s]{1,2}\s+\p{L}+ing\b[^.?!]{0,80}(?:…|\.\.\.?)\s*(?:\([^()]*\))?$/iu,
);
/** `Running  4s` */
const lasting = lazily(() => /\b\p{L}+ing\b.{0,40}\d+(?:\.\d+)?s\s*$/u);
const filling = lazily(() => /^\s*[█░▒▓▏▎▍▌▋▊▉■□▪▫]{2,}\s+\p{L}+ing\b/u);
const retry = lazily(
  () =>
    /\battempt\s*#\d|\bretry(?:ing)?\b.*(?:\bin \d|\battempt\b|\d+\/\d+|#\d)|\breconnecting\b.*\d+\/\d+/iu,
);

const otherWayOut = lazily(
  () =>
    /\besc(?:ape)?\b\s*[:：]?\s*(?:zum |pour |para |per )?(?:abbrechen|annuler|cancelar|annullare|取消|キャンセル|취소|отмена)|\béchap\b/iu,
);

/** Whether a line says that something goes on, and how it is interrupted. */
export function saysInterrupt(line: string): boolean {
  if (interrupts().test(line) || retry().test(line)) return true;
  const isLive = counter().test(line) || unfinished().test(line) || turning().test(line);
  if (otherInterrupts().test(line) && isLive) return true;
  return cancels().test(line) && isLive && !isChoiceHint(line);
}

/** A footer that says of the program itself that it works: `◎ Working · 103 B`. */
export function saysBusy(line: string): boolean {
  return /^\s*[^\p{L}\p{N}\s]{1,2}\s+(?:Working|Thinking|Running|Generating|Processing)\b/u.test(line);
}

const waiting = lazily(
  () =>
    /\bwaiting for (?:the )?(?:user|your?)(?:['’]s)?\b.{0,20}\b(?:confirmation|approval|input|answer|response|permission|decision)|\bwaiting for (?:confirmation|approval|permission)\b/iu,
);

/** `Waiting for user confirmation…`, whatever turns before it. */
export function saysWaiting(line: string): boolean {
  return waiting().test(line) && line.length < 120;
}

/** Whether a line has a sign that turns before what is being done. */
export function hasSpinner(line: string): boolean {
  if (braille().test(line) || filling().test(line) || activity().test(line)) return true;
  return turning().test(line) && (unfinished().test(line) || lasting().test(line));
}

/** Most lines have nothing of these, and are told so by one pattern without a choice at each letter. */
const mayBeHint = lazily(
  () =>
    /[↑▲↓↵⏎⇅↕⇆←([]|enter|return|arrow|up|j\s*\/|use|with|press|type|choose|select|pick|e(?:in|n)t|in(?:tr|vi)o|回|エ|엔/iu,
);

/** `Enter to select`, `↑/↓ to navigate`, `[1-3]`: choices or a field are open. */
export function isChoiceHint(line: string): boolean {
  if (!mayBeHint().test(line)) return false;
  return dialogHints().some(hint => hint.test(line)) || otherHints().some(hint => hint.test(line));
}

/** The same, or the way out alone, which the footer of some programs names while they work. */
export function isDialogHint(line: string): boolean {
  if (isChoiceHint(line)) return true;
  return (
    (wayOut().test(line) || otherWayOut().test(line)) && !(counter().test(line) || unfinished().test(line))
  );
}

/** Below a prompt, a key that cancels means that there is something to cancel. */
export function offersCancel(line: string): boolean {
  return cancels().test(line);
}

/** What stands around a prompt and is no output: shortcuts, modes. */
export function isShortcutHint(line: string): boolean {
  return /\b(?:shift|ctrl|alt|cmd|opt)\s*\+\s*\w+|\? for (?:shortcuts|help)|\bfor (?:shortcuts|commands)\b|^\s*\S* ?tip:/iu.test(
    line,
  );
}

/** Whether a line ends a turn in figures: `Worked for 3s`, `▣ Build · Model · 4.1s`. */
export function isTurnFooter(line: string): boolean {
  if (line.trim().length > 90 || /[?]\s*$/u.test(line)) return false;
  return (
    /^\s*\S{0,2}\s*\p{L}+ for <?\d/iu.test(line) ||
    /^\s*[^\p{L}\p{N}\s]\s+\S.* [·•|] \S/u.test(line) ||
    /^\s*(?:tokens?|cost|usage)\s*:/iu.test(line)
  );
}
