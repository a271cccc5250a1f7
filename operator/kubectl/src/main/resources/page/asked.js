// The parts of the panel that come from pods, from nodes themselves, and from a verification.

import {clock, el, ageSpan} from './text.js';

const mebibytes = bytes => Math.round(bytes / (1024 * 1024)) + ' MiB';

export function podFacts(facts) {
  return pod => {
    const found = facts.details?.pods.find(one => one.pod === pod);
    return found
      ? [
          ['Pod', found.phase],
          ['Restarts', found.restarts === undefined ? '' : String(found.restarts)],
          ['Kubernetes node', found.kubernetesNode],
          ['Zone', facts.zones?.answer?.[pod]],
          ['Address', found.address],
          ['Image', found.image],
          ['Created', found.created ? ageSpan(found.created) : ''],
        ]
      : [];
  };
}

export function sampler(facts) {
  return pod => {
    const sample = facts.samples.get(pod);
    const button = el('button', {type: 'button', id: 'sample', click: () => facts.sample(pod), text: sample?.isAsked ? 'Asking …' : sample ? 'Ask its VM again' : 'Ask its VM', disabled: Boolean(sample?.isAsked)});
    const result = el('div', {id: 'sample-result', 'data-state': sample?.answer ? 'answered' : sample?.notShown ? 'refused' : 'none'});
    if (sample?.answer) result.append(vmFigures(sample));
    if (sample?.notShown) result.append(el('p', {class: 'what', text: sample.notShown.join('\n')}));
    return [el('h3', {text: 'Its VM'}), button, result];
  };
}

function vmFigures({answer, at}) {
  const queues = answer.queues.map(queue => queue.length + ' ' + queue.process).join(', ');
  const list = el('dl');
  for (const [name, value] of [
    ['Memory', mebibytes(answer.memoryBytes)],
    ['Run queue', answer.runQueue + ' on ' + answer.schedulers + ' schedulers'],
    ['Processes', answer.processes + ' of ' + answer.processLimit],
    ['Longest queues', queues || 'none'],
    ['At', clock(at)],
  ]) list.append(el('dt', {text: name}), el('dd', {text: value}));
  return list;
}

/** The verification, warnings, and where to look next. */
export function ofCluster(facts, isLive, showOwn) {
  return () => {
    const parts = [];
    const {details, verification} = facts;
    if (details?.warnings.length > 0) parts.push(el('h3', {text: 'Warnings'}), ...details.warnings.map(text => el('p', {class: 'what', text})));
    if (details?.next.length > 0) parts.push(el('h3', {text: 'Next'}), el('ul', {class: 'commands'}, ...details.next.map(text => el('li', {text}))));
    if (isLive) parts.push(...verified(facts, verification, showOwn));
    return parts;
  };
}

function verified(facts, verification, showOwn) {
  const button = el('button', {type: 'button', id: 'verify', click: () => facts.verify(), disabled: Boolean(verification?.isAsked), text: verification?.isAsked ? 'Verifying …' : 'Verify every link from here'});
  const answer = verification?.answer;
  const result = el('div', {id: 'verified', 'data-state': answer ? 'answered' : verification?.notShown ? 'refused' : 'none'});
  if (verification?.notShown) result.append(el('p', {class: 'what', text: verification.notShown.join('\n')}));
  if (answer) {
    result.append(el('p', {class: 'what', text: 'Seen from here at ' + clock(answer.frame.time) + ': ' + answer.frame.health + ', ' + answer.frame.counted + '.'}));
    for (const [pod, why] of Object.entries(answer.unreachable)) result.append(el('p', {class: 'what', text: pod + ': ' + why}));
    result.append(el('button', {type: 'button', id: 'verified-off', click: showOwn, text: 'Show what the operator says'}));
  }
  return [el('h3', {text: 'Check it yourself'}), el('p', {class: 'quiet', text: 'As kubectl beam verify does, with your rights.'}), button, result];
}
