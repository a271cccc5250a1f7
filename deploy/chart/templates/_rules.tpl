{{/*
Everything that the operator may do in the namespaces that it watches. It cannot exec into a pod, delete a pod, a claim or a
Secret, or change a Secret or the spec of a BeamCluster. A bug or a stolen token cannot do it either.
*/}}
{{- define "beamcluster.rules" -}}
# The desired state. Read only: the spec belongs to the user.
- apiGroups: [beamcluster.dev]
  resources: [beamclusters]
  verbs: [list, watch]
# The status, by server-side apply.
- apiGroups: [beamcluster.dev]
  resources: [beamclusters/status]
  verbs: [patch]
# The nodes. Server-side apply needs patch, and create for a new object. get: before the first write, to see whether a
# StatefulSet of that name belongs to someone else. delete: only with orphaned pods, to recreate it with larger disks, since
# claim templates are immutable.
- apiGroups: [apps]
  resources: [statefulsets]
  verbs: [get, list, watch, create, patch, delete]
# The disks of the nodes. patch: to make them larger. Neither create nor delete: the StatefulSet controller creates them,
# and deletes them if spec.storage says so.
- apiGroups: [""]
  resources: [persistentvolumeclaims]
  verbs: [list, watch, patch]
# The DNS names of the nodes, and the client Service. delete: the client Service is removed with the last port.
- apiGroups: [""]
  resources: [services]
  verbs: [get, list, watch, create, patch, delete]
# Who may connect to the nodes. delete: the policy is removed if spec.networkPolicy.enabled becomes false.
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [get, list, watch, create, patch, delete]
# How many nodes may be evicted. delete: a BeamCluster that is scaled to one node has no budget.
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, list, watch, create, patch, delete]
# The command of spec.rollout.before. create and delete: a Job is never changed. get: whether a Job of that name belongs to
# someone else. Its output comes from the status of its pod: the operator may not read logs.
- apiGroups: [batch]
  resources: [jobs]
  verbs: [get, list, watch, create, delete]
# The cookie and the certificates. get: the Secrets that a spec names, and the generated cookie before it is in the cache.
# list and watch: whole Secrets only with the operator's label, all others as metadata, but RBAC cannot express that
# (docs/adr/0022). create: the generated cookie. Neither patch, update nor delete: a cookie is never rewritten.
- apiGroups: [""]
  resources: [secrets]
  verbs: [get, list, watch, create]
# Where the nodes run, and whether they are ready; and, by name, which pod keeps a node's pod from being created. Never
# written: the operator does not restart a node that it cannot reach.
- apiGroups: [""]
  resources: [pods]
  verbs: [list, watch]
# create: one event for each transition. list: why a pod cannot be created or is not ready, which only events of its
# StatefulSet, its claims or the pod itself say; read only while a pod is missing or in trouble, or after its node was
# restarted (docs/adr/0028).
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create, list]
{{- end -}}
