/*
 * The help desk's chat on any page, with one tag:
 *
 *   <script src="https://help.example/embed.js" async data-lang="zh" data-title="Help" data-position="left"></script>
 *
 *   data-lang       en or zh; without it the customer's browser decides
 *   data-title      the button's name, read by screen readers and shown beside it on hover
 *   data-position   right (default) or left
 *
 * The page's own origin must stand in the help desk's setting DirectLine:AllowedOrigins, or the browser refuses the frame. If the page has a
 * Content-Security-Policy, it needs the help desk's origin in script-src and frame-src. One global: ServiceBotChat.open(), .close(), .isOpen.
 */
(() => {
  'use strict';
  const script = document.currentScript;
  if (window.ServiceBotChat || !script) {
    return;
  }

  const server = new URL(script.src).origin;
  const { lang, title, position } = script.dataset;
  const chinese = (lang || navigator.language || 'en').toLowerCase().startsWith('zh');
  const name = title || (chinese ? '在线咨询' : 'Chat with us');
  const closeName = chinese ? '关闭聊天' : 'Close chat';
  const side = position === 'left' ? 'left' : 'right';

  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();      // not a <style>: the page's Content-Security-Policy need not allow inline styles
  sheet.replaceSync(`
    :host { all: initial; }
    button { position: fixed; bottom: 20px; ${side}: 20px; z-index: 2147483000; width: 60px; height: 60px; padding: 0; border: 0; border-radius: 50%;
      background: #0b4f66; color: #fff; cursor: pointer; box-shadow: 0 6px 20px rgb(5 30 42 / .35); display: grid; place-items: center; }
    button:hover { background: #083f52; }
    button:focus-visible { outline: 3px solid #fff; box-shadow: 0 0 0 6px #0b4f66; }
    svg { width: 30px; height: 30px; }
    iframe { position: fixed; bottom: 92px; ${side}: 20px; z-index: 2147483000; width: 400px; max-width: calc(100vw - 40px); height: 640px;
      max-height: calc(100vh - 112px); border: 0; border-radius: 16px; box-shadow: 0 12px 40px rgb(5 30 42 / .35); background: #fff; }
    [hidden] { display: none; }
    @media (prefers-color-scheme: dark) { iframe { background: #0f2733; } }
    @media (max-width: 480px) {
      iframe { inset: 0; width: 100vw; max-width: none; height: 100%; max-height: none; border-radius: 0; }
      .open { display: none; }
    }`);
  root.adoptedStyleSheets = [sheet];

  const button = document.createElement('button');
  button.type = 'button';
  button.innerHTML = '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" aria-hidden="true"><path d="M4 5h16v11H10l-4 4v-4H4z"/><path d="M8 9h8M8 12h5" stroke-linecap="round"/></svg>';
  root.append(button);
  let frame = null;

  const show = isOpen => {
    const again = isOpen && frame;
    if (isOpen && !frame) {
      frame = document.createElement('iframe');
      frame.title = name;
      frame.src = `${server}/chat?embed=1${lang ? `&lang=${encodeURIComponent(lang)}` : ''}`;
      root.insertBefore(frame, button);
    }

    if (frame) {
      frame.hidden = !isOpen;
    }

    button.className = isOpen ? 'open' : '';
    button.title = isOpen ? closeName : name;
    button.setAttribute('aria-label', button.title);
    button.setAttribute('aria-expanded', String(isOpen));
    if (isOpen) {
      frame.focus();
      again?.contentWindow.postMessage({ servicebot: 'focus' }, server);     // the first time the chat takes the focus when it is there
    }
  };

  const isOpen = () => !!frame && !frame.hidden;
  const close = () => {
    if (isOpen()) {
      show(false);
      button.focus();
    }
  };

  button.addEventListener('click', () => isOpen() ? close() : show(true));
  addEventListener('keydown', event => event.key === 'Escape' && close());
  addEventListener('message', event => {
    if (frame && event.source === frame.contentWindow && event.origin === server && event.data?.servicebot === 'close') {
      close();
    }
  });

  show(false);
  const place = () => document.body.append(host);
  document.body ? place() : addEventListener('DOMContentLoaded', place);
  window.ServiceBotChat = Object.freeze({ open: () => show(true), close, get isOpen() { return isOpen(); } });
})();
