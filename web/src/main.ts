import { mount } from 'svelte';
import App from './App.svelte';
import './style/base.css';
import { startTheme } from './style/theme.svelte';
import { setLanguage, storedLanguage } from './text/language.svelte';

startTheme();
const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');
const english = storedLanguage() === 'en';
// Without the English words the page still works, in Vietnamese.
if (english) await setLanguage('en').catch(() => {});
target.replaceChildren();
mount(App, { target });
