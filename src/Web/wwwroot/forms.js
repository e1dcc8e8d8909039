/*
 * A form of the company on any page, with one tag, where it stands:
 *
 *   <script src="https://help.example/forms.js" async data-form="contact" data-lang="en" data-height="640" data-title="Contact"></script>
 *
 *   data-form     the form's name
 *   data-lang     en or zh; without it the page's own language, then the browser's
 *   data-height   the frame's height in pixels
 *   data-title    the frame's name, read by screen readers
 *
 * The page's own origin must stand among the form's sites, or the browser refuses the frame. If the page has a Content-Security-Policy, it needs the company's origin in script-src and frame-src.
 * The campaign of the page's address (utm_source …) goes along, and the page's address without it.
 */
(() => {
  'use strict';
  const script = document.currentScript;
  const { form, lang, height, title } = script?.dataset ?? {};
  if (!form) {
    return;
  }

  const language = (lang || document.documentElement.lang || navigator.language || 'en').toLowerCase().startsWith('zh') ? 'zh' : 'en';
  const address = new URL(`/forms/${encodeURIComponent(form)}`, script.src);
  address.searchParams.set('lang', language);
  address.searchParams.set('page', `${location.origin}${location.pathname}`);
  for (const [key, value] of new URLSearchParams(location.search)) {
    if (key.startsWith('utm_')) {
      address.searchParams.set(key, value);
    }
  }

  const frame = document.createElement('iframe');
  frame.src = address;
  frame.title = title || (language === 'zh' ? '联系表单' : 'Contact form');
  frame.width = '100%';
  frame.height = Number(height) || 640;
  frame.style.border = '0';      // through the object model, which a Content-Security-Policy allows
  script.after(frame);
})();
