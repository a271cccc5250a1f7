{{/*
All that the operator may do where it looks after BeamClusters. It cannot exec into a pod, delete a pod, a claim or a Secret,
or change a Secret or a BeamCluster's spec: what it cannot do, a bug or a stolen token cannot do either.
*/}}
{{- define "beamcluster.rules" -}}
# What the user wants. Read only: the spec is the user's.
- apiGroups: [beamcluster.dev]
  resources: [beamclusters]
  verbs: [list, watch]
# The verdict, by server-side apply.
- apiGroups: [beamcluster.dev]
  resources: [beamclusters/status]
  verbs: [patch]
# The nodes. Server-side apply is a patch, and asks for create when there is nothing yet; get tells, before the first
# write, whether a StatefulSet of that name belongs to somebody else. delete: only without its pods, to make it again with
# larger disks, since Kubernetes changes no claim template.
- apiGroups: [apps]
  resources: [statefulsets]
  verbs: [get, list, watch, create, patch, delete]
# The nodes' disks. patch: to make them larger. Neither create nor delete: the StatefulSet's controller makes them, and
# takes them away where spec.storage says so.
- apiGroups: [""]
  resources: [persistentvolumeclaims]
  verbs: [list, watch, patch]
# The nodes' DNS names, and the way to the application. The same, and delete: the client Service goes with the last port.
- apiGroups: [""]
  resources: [services]
  verbs: [get, list, watch, create, patch, delete]
# Who may talk to the nodes. The same; it goes where spec.networkPolicy.enabled becomes false.
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [get, list, watch, create, patch, delete]
# How many nodes an eviction may take. The same; it goes with the last node but one.
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, list, watch, create, patch, delete]
# The cookie. get: the Secret that a user names in spec.cookie.secretRef, and our own before it is in the cache. list and
# watch: only those with our label are asked for, which RBAC cannot say. create: the generated cookie. Neither patch,
# update nor delete: a cookie is never rewritten.
- apiGroups: [""]
  resources: [secrets]
  verbs: [get, list, watch, create]
# Where the nodes run, and whether Kubernetes calls them ready. Never written: a node is never restarted because the
# operator cannot see it.
- apiGroups: [""]
  resources: [pods]
  verbs: [list, watch]
# create: what happened, once for each transition. list: why a pod cannot be made, which only an Event of its StatefulSet
# says; asked for only while a pod is missing.
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create, list]
{{- end -}}
