{{- define "beamcluster.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride -}}
{{- else if contains .Chart.Name .Release.Name -}}
{{- printf "%s-operator" (.Release.Name | trunc 54) -}}
{{- else -}}
{{- printf "%s-%s-operator" (.Release.Name | trunc 42) .Chart.Name -}}
{{- end -}}
{{- end -}}

{{- define "beamcluster.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (ternary (include "beamcluster.fullname" .) "default" .Values.serviceAccount.create) -}}
{{- end -}}

{{- define "beamcluster.selector" -}}
app.kubernetes.io/name: beamcluster-operator
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "beamcluster.labels" -}}
{{ include "beamcluster.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: beamcluster
{{- end -}}

{{- define "beamcluster.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{- define "beamcluster.subjects" -}}
- kind: ServiceAccount
  name: {{ include "beamcluster.serviceAccount" . }}
  namespace: {{ .Release.Namespace }}
{{- end -}}
