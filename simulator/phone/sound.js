// Ringing, key tones and speech. Browsers are silent until the first click on the page.

/** The two frequencies of each key, in Hz (ITU-T Q.23). */
const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477];
const KEYS = '123456789*0#';
/** The ring of North America: two tones, two seconds on, four off. */
const RING_HZ = [440, 480];
const RING_ON_S = 2;
const RING_EVERY_MS = 6000;

/** @type {AudioContext | undefined} */
let context;
let isOn = true;

/** @param {number[]} frequencies in Hz @param {number} seconds @param {number} volume 0 to 1 */
function tone(frequencies, seconds, volume) {
  context ??= new AudioContext();
  if (!isOn || context.state !== 'running') return () => {};
  const gain = context.createGain();
  const end = context.currentTime + seconds;
  gain.gain.setValueAtTime(volume, end - 0.02);
  gain.gain.linearRampToValueAtTime(0, end);
  gain.connect(context.destination);
  for (const hz of frequencies) {
    const oscillator = new OscillatorNode(context, { frequency: hz });
    oscillator.connect(gain);
    oscillator.start();
    oscillator.stop(end);
  }
  return () => gain.disconnect();
}

/** Rings until the returned function is called. */
export function ring() {
  let silence = tone(RING_HZ, RING_ON_S, 0.06);
  const timer = setInterval(() => (silence = tone(RING_HZ, RING_ON_S, 0.06)), RING_EVERY_MS);
  return () => {
    clearInterval(timer);
    silence();
  };
}

/** @param {string} key */
export function keyTone(key) {
  const at = KEYS.indexOf(key);
  tone([ROWS[Math.floor(at / 3)] ?? 0, COLUMNS[at % 3] ?? 0], 0.14, 0.08);
}

/** @param {{text: string, language: string}} said */
export function speak({ text, language }) {
  if (!isOn || !('speechSynthesis' in window) || text.startsWith('♪')) return;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = language;
  speechSynthesis.speak(utterance);
}

export function stopSpeaking() {
  if ('speechSynthesis' in window) speechSynthesis.cancel();
}

/** @param {boolean} on */
export function setSound(on) {
  isOn = on;
  if (!on) stopSpeaking();
}

/** Whether a ring would be heard. */
export function isAudible() {
  return isOn && context?.state === 'running';
}

/** Any click or key on the page lets it sound from then on. @param {() => void} changed */
export function unlockOnGesture(changed) {
  const unlock = async () => {
    context ??= new AudioContext();
    await context.resume();
    changed();
  };
  for (const gesture of ['pointerdown', 'keydown']) addEventListener(gesture, unlock, { once: true });
}
