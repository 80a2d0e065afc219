export { dayText } from '../../room/days';
