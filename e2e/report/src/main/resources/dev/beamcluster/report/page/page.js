(() => {
  const suites = [...document.querySelectorAll('.suite')].map(suite => ({
    suite, open: suite.open, name: suite.querySelector('.name').textContent.toLowerCase(), tests: [...suite.querySelectorAll('tr.test')]
  }));
  const groups = document.querySelectorAll('.group');
  const find = document.getElementById('find');
  const name = test => (test.querySelector('summary') ?? test.querySelector('th')).textContent.toLowerCase();
  const apply = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const all = document.getElementById('show-all').checked && words.length === 0;
    let found = false;
    for (const {suite, open, name: type, tests} of suites) {
      const shown = tests.filter(test => {
        const text = type + ' ' + name(test);
        const matches = words.every(word => text.includes(word));
        test.classList.toggle('not-found', !matches);
        return matches;
      });
      suite.classList.toggle('not-found', shown.length === 0);
      suite.open = all ? open : true;
      found ||= shown.length > 0;
    }
    groups.forEach(group => group.classList.toggle('not-found', !group.querySelector('.suite:not(.not-found)')));
    document.body.classList.toggle('nothing-found', !found);
  };
  const reveal = () => {
    const test = document.getElementById(location.hash.slice(1));
    if (test?.matches('tr.test')) {
      test.closest('.suite').open = true;
      test.querySelectorAll('th > details').forEach(details => { details.open = true; });
      test.scrollIntoView({block: 'center'});
    }
  };
  document.querySelector('.search').hidden = false;
  document.querySelector('.filter').addEventListener('input', apply);
  addEventListener('hashchange', reveal);
  reveal();
})();
