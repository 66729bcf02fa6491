import { matrix } from '../matrix';
import { strikes } from '../strikes';

matrix('api', strikes.api);
