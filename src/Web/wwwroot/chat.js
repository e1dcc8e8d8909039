// The chat on the product's own pages: Microsoft's Web Chat over this server's Direct Line, in Harborline's look.
// Words come from the panel's data attributes, so that this file speaks no language.
const panel = document.getElementById('chat');
const part = name => panel.querySelector(`[data-${name}]`);
const embedded = 'embedded' in panel.dataset;
const dark = matchMedia('(prefers-color-scheme: dark)');
const status = { connecting: 1, online: 2, expired: 3, failed: 4, ended: 5 };

let chat = null;        // { directLine, store, key, disabled }: what is on the screen
let attempt = 0;

async function open(startOver = false) {
  const mine = ++attempt;
  showNotice(null);
  enable(false);
  try {
    const { token } = await takeToken(startOver);
    if (mine === attempt) {
      start(token, mine);
    }
  } catch (failure) {
    if (mine === attempt) {
      showNotice(failure.words ?? panel.dataset.failed);
    }
  }
}

async function takeToken(startOver) {
  const response = await fetch('/chat/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ startOver, embedded }),
  });
  if (!response.ok) {
    throw Object.assign(new Error(`The token was refused: ${response.status}`), { words: response.status === 429 ? panel.dataset.busy : null });
  }

  return response.json();
}

function start(token, mine) {
  chat?.directLine.end();
  const directLine = WebChat.createDirectLine({
    domain: `${location.origin}/v3/directline`,
    token,
    conversationStartProperties: { locale: panel.dataset.locale },
  });
  chat = { directLine, store: WebChat.createStore({}, withWholeLinks), key: `chat-${mine}`, disabled: true };     // Web Chat drops what is said before it is connected
  directLine.connectionStatus$.subscribe(now => {
    if (mine !== attempt) {
      return;
    }

    if (now === status.online) {
      showNotice(null);
      enable(true);
      chat.disabled = false;
      render();
      prefill();
      if (embedded && document.hasFocus()) {
        focusInput();
      }
    } else if (now === status.expired) {
      open();                                   // the computer slept past the token's life: the same conversation, a new token
    } else if (now === status.failed || now === status.ended) {
      enable(false);
      showNotice(panel.dataset.lost);
    }
  });
  render();
}

function render() {
  part('opening')?.remove();
  WebChat.renderWebChat({
    ...chat,
    locale: panel.dataset.locale,
    sendTypingIndicator: true,
    nonce: document.body.dataset.nonce,
    styleOptions: look(),
    adaptiveCardsHostConfig: cardLook(),
  }, part('body'));
}

// Set once, never sent by itself: what a link says is not what the customer says.
function prefill() {
  const text = panel.dataset.prefill;
  if (text) {
    delete panel.dataset.prefill;
    chat.store.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text } });
    focusInput();
  }
}

function ask(text) {
  chat.store.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { text } });
  panel.scrollIntoView({ block: 'nearest', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
  focusInput();
}

function focusInput() {
  panel.querySelector('[data-id="webchat-sendbox-input"]')?.focus({ preventScroll: true });
}

// Web Chat takes a link without a host for a citation, which leads nowhere; one with a host it opens beside the chat.
const withWholeLinks = () => next => action => {
  const activity = action.type === 'DIRECT_LINE/INCOMING_ACTIVITY' && action.payload.activity;
  return next(activity?.text && activity.from?.role === 'bot'
    ? { ...action, payload: { ...action.payload, activity: { ...activity, text: activity.text.replaceAll('](/', `](${location.origin}/`) } } }
    : action);
};

function showNotice(words) {
  part('notice').hidden = !words;
  part('notice-text').textContent = words ?? '';
  if (words) {
    part('opening')?.remove();
  }
}

function enable(online) {
  part('new').disabled = !online;
  document.querySelectorAll('[data-ask]').forEach(button => { button.disabled = !online; });
}

function look() {
  const c = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  return {
    accent: c('accent'),
    subtle: c('muted'),
    backgroundColor: c('surface'),
    primaryFont: c('font'),
    monospaceFont: c('mono'),
    paddingRegular: 14,
    paddingWide: 18,

    bubbleBackground: c('bubble'),
    bubbleTextColor: c('ink'),
    bubbleBorderColor: c('bubble'),
    bubbleBorderRadius: 16,
    bubbleNubOffset: 0,
    bubbleNubSize: 0,
    bubbleFromUserBackground: c('mine'),
    bubbleFromUserTextColor: c('mine-ink'),
    bubbleFromUserBorderColor: c('mine'),
    bubbleFromUserBorderRadius: 16,
    bubbleFromUserNubOffset: 0,
    bubbleFromUserNubSize: 0,
    bubbleMaxWidth: 560,
    timestampColor: c('muted'),

    botAvatarImage: panel.dataset.avatar,
    botAvatarInitials: panel.dataset.name,     // stands for the picture, and names the bot to screen readers
    botAvatarBackgroundColor: c('surface'),
    avatarSize: 32,

    suggestedActionLayout: 'flow',
    suggestedActionBackgroundColor: c('surface'),
    suggestedActionBackgroundColorOnHover: c('bubble'),
    suggestedActionBackgroundColorOnActive: c('line'),
    suggestedActionBackgroundColorOnFocus: c('bubble'),
    suggestedActionTextColor: c('accent'),
    suggestedActionBorderColor: c('accent'),
    suggestedActionBorderRadius: 18,
    suggestedActionBorderWidth: 1,
    suggestedActionHeight: 36,
    suggestedActionKeyboardFocusIndicatorBorderColor: c('accent'),
    suggestedActionKeyboardFocusIndicatorBorderStyle: 'solid',
    suggestedActionKeyboardFocusIndicatorBorderWidth: 2,
    suggestedActionKeyboardFocusIndicatorInset: 2,

    sendBoxBackground: c('surface'),
    sendBoxTextColor: c('ink'),
    sendBoxPlaceholderColor: c('muted'),
    sendBoxButtonColor: c('accent'),
    sendBoxButtonColorOnHover: c('ink'),
    sendBoxButtonColorOnDisabled: c('muted'),
    sendBoxButtonShadeBorderRadius: 10,
    sendBoxButtonShadeColorOnHover: c('bubble'),
    sendBoxButtonShadeColorOnFocus: c('bubble'),
    sendBoxButtonShadeColorOnActive: c('line'),
    sendBoxButtonShadeInset: 4,
    sendBoxBorderTop: `1px solid ${c('line')}`,
    sendBoxHeight: 52,
    sendBoxTextWrap: true,
    sendBoxMaxHeight: 160,
    transcriptVisualKeyboardIndicatorColor: c('accent'),
    transcriptVisualKeyboardIndicatorStyle: 'solid',
    transcriptVisualKeyboardIndicatorWidth: 2,
    transcriptActivityVisualKeyboardIndicatorColor: c('accent'),
    transcriptTerminatorBackgroundColor: c('muted'),
    transcriptTerminatorColor: c('ink'),
    newMessagesButtonColor: c('ink'),
    connectivityTextSize: '85%',
    toastInfoBackgroundColor: c('bubble'),
    toastInfoColor: c('ink'),
  };
}

function cardLook() {
  const c = name => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const text = { default: c('ink'), subtle: c('muted') };
  const color = { default: text, dark: text, light: text, accent: { default: c('accent'), subtle: c('accent') } };
  return {
    supportsInteractivity: true,
    fontFamily: c('font'),
    fontSizes: { small: 14, default: 16, medium: 17, large: 20, extraLarge: 24 },
    spacing: { small: 4, default: 10, medium: 14, large: 20, extraLarge: 28, padding: 14 },
    containerStyles: { default: { backgroundColor: c('bubble'), foregroundColors: color }, emphasis: { backgroundColor: c('surface'), foregroundColors: color } },
    actions: { maxActions: 10, spacing: 'default', buttonSpacing: 8, actionsOrientation: 'horizontal', actionAlignment: 'left' },
    factSet: { title: { weight: 'bolder', wrap: true, maxWidth: 150 }, value: { wrap: true }, spacing: 12 },
  };
}

part('new').addEventListener('click', () => open(true));
part('reconnect').addEventListener('click', () => open());
document.querySelectorAll('[data-ask]').forEach(button => button.addEventListener('click', () => ask(button.textContent)));
dark.addEventListener('change', () => chat && render());

if (embedded) {
  // Where this page is framed is the browser's to decide (frame-ancestors); nothing of the conversation is said to the frame's owner.
  const close = () => parent.postMessage({ servicebot: 'close' }, '*');
  part('close').addEventListener('click', close);
  addEventListener('keydown', event => event.key === 'Escape' && !event.defaultPrevented && close());
  addEventListener('message', event => event.source === parent && event.data?.servicebot === 'focus' && focusInput());
}

open();
