import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { IntlProvider } from 'react-intl';
import { App } from './app';
import { queryClient } from './data/query-client';
import './look/tokens.css';
import './look/base.css';
import './look/controls.css';
import './look/frame.css';
import en from './texts/en.json';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <IntlProvider locale="en" messages={en}>
      <QueryClientProvider client={queryClient}>
        <App />
      </QueryClientProvider>
    </IntlProvider>
  </StrictMode>,
);
