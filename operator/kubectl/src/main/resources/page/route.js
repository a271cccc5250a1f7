// The address: #/namespace/name?node=..&link=..&t=..&audit=..&filter=..&arrange=..&find=.. is a place that can be sent to someone.

export function read(hash = location.hash) {
  const [path, query] = hash.replace(/^#/, '').split('?');
  const [namespace, name] = path.split('/').filter(Boolean).map(decoded);
  const q = new URLSearchParams(query ?? '');
  return {
    cluster: namespace && name ? {namespace, name} : null,
    node: q.get('node'),
    link: q.get('link'),
    time: Date.parse(q.get('t') ?? '') || null,
    audit: ['all', 'failed'].find(choice => choice === q.get('audit')) ?? null,
    filter: q.get('filter') ?? 'all',
    arrange: q.get('arrange') ?? 'auto',
    find: q.get('find') ?? '',
  };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function write(place) {
  const q = new URLSearchParams();
  if (place.node) q.set('node', place.node);
  if (place.link) q.set('link', place.link);
  if (place.time) q.set('t', new Date(place.time).toISOString());
  if (place.audit) q.set('audit', place.audit);
  if (place.filter !== 'all') q.set('filter', place.filter);
  if (place.arrange !== 'auto') q.set('arrange', place.arrange);
  if (place.find) q.set('find', place.find);
  const path = place.cluster ? '#/' + encodeURIComponent(place.cluster.namespace) + '/' + encodeURIComponent(place.cluster.name) : '#/';
  const query = q.toString().replaceAll('%3A', ':').replaceAll('%3E', '>');
  return path + (query ? '?' + query : '');
}

/** Changes the address: a place gets an entry of its own in the browser's history, a moment does not. */
export function go(place, isNew) {
  const hash = write(place);
  if (hash !== location.hash) history[isNew ? 'pushState' : 'replaceState'](null, '', hash);
}
