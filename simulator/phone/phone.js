// The page: `?numbers=+1…,+1…&names=…` shows these phones; without it, every number that is called.
import { follow } from './api.js';
import { unlockOnGesture } from './sound.js';
import { Phone } from './view.js';

const query = new URLSearchParams(location.search);
// A bare + in a query means a space.
const asked = list('numbers').map((number) => `+${number.replace(/^\+/, '')}`);
const names = list('names');
const isOpen = asked.length === 0;

/** @type {Map<string, Phone>} */
const phones = new Map();
const main = byId('phones');

asked.forEach((number, index) => phoneOf(number, names[index]));
byId('top').hidden = !isOpen;
byId('add').addEventListener('submit', (event) => {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  phoneOf(String(new FormData(form).get('number')));
  form.reset();
});

follow({
  call: (record) => wanted(record.to)?.showCall(record),
  message: (record) => wanted(record.direction === 'inbound' ? record.from : record.to)?.showMessage(record),
  cleared: () => phones.forEach((phone) => phone.clear()),
  online: (isOnline) => (byId('offline').hidden = isOnline),
});
const showSound = () => phones.forEach((phone) => phone.showSound());
unlockOnGesture(showSound);
addEventListener('sound', showSound);

/** @param {string} number */
function wanted(number) {
  return isOpen ? phoneOf(number) : phones.get(number);
}

/** @param {string} number @param {string} [name] */
function phoneOf(number, name) {
  let phone = phones.get(number);
  if (!phone) {
    phone = new Phone(number, name);
    phones.set(number, phone);
    main.append(phone.root);
  }
  return phone;
}

/** @param {string} name */
function list(name) {
  return (query.get(name) ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** @param {string} id */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
