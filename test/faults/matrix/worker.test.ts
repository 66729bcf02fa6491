import { matrix } from '../matrix';
import { strikes } from '../strikes';

matrix('worker', strikes.worker);
