import { matrix } from '../matrix';
import { strikes } from '../strikes';

matrix('twilio', strikes.twilio);
