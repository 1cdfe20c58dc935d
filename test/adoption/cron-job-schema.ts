/**
 * The part of batch/v1 CronJob that a prober needs, from the API reference
 * (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/cron-job-v1/ and the pages that it links to).
 * Closed: a field that is not here is taken for a typing error.
 */

const text = { type: 'string' };
const flag = { type: 'boolean' };
const count = { type: 'integer', minimum: 0 };
/** RFC 1123 label. */
const label = { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$' };
const texts = { type: 'array', items: text };
const quantity = { type: 'string', pattern: '^\\d+(\\.\\d+)?(m|k|M|G|Ki|Mi|Gi)?$' };
const quantities = closed({ cpu: quantity, memory: quantity, 'ephemeral-storage': quantity });

function closed(properties: object, required: readonly string[] = []): object {
  return { type: 'object', properties, required, additionalProperties: false };
}

function list(items: object): object {
  return { type: 'array', items };
}

const metadata = closed({
  name: { type: 'string', maxLength: 52, pattern: '^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$' },
  namespace: label,
  labels: { type: 'object', additionalProperties: text },
  annotations: { type: 'object', additionalProperties: text },
});

const reference = closed({ name: text, optional: flag }, ['name']);
const seccompProfile = closed(
  { type: { enum: ['RuntimeDefault', 'Unconfined', 'Localhost'] }, localhostProfile: text },
  ['type'],
);

const container = closed(
  {
    name: label,
    image: text,
    imagePullPolicy: { enum: ['Always', 'IfNotPresent', 'Never'] },
    command: texts,
    args: texts,
    workingDir: text,
    env: list(
      closed(
        {
          name: text,
          value: text,
          valueFrom: closed({
            secretKeyRef: closed({ name: text, key: text, optional: flag }, ['name', 'key']),
          }),
        },
        ['name'],
      ),
    ),
    envFrom: list(closed({ prefix: text, secretRef: reference, configMapRef: reference })),
    resources: closed({ requests: quantities, limits: quantities }),
    securityContext: closed({
      allowPrivilegeEscalation: flag,
      readOnlyRootFilesystem: flag,
      runAsNonRoot: flag,
      runAsUser: count,
      runAsGroup: count,
      privileged: flag,
      capabilities: closed({ add: texts, drop: texts }),
      seccompProfile,
    }),
    volumeMounts: list(
      closed(
        { name: label, mountPath: { type: 'string', pattern: '^/[^:]*$' }, subPath: text, readOnly: flag },
        ['name', 'mountPath'],
      ),
    ),
  },
  ['name', 'image'],
);

const volume = closed(
  {
    name: label,
    configMap: closed({
      name: text,
      defaultMode: count,
      optional: flag,
      items: list(closed({ key: text, path: text, mode: count }, ['key', 'path'])),
    }),
    secret: closed({ secretName: text, defaultMode: count, optional: flag }),
    emptyDir: closed({ medium: text, sizeLimit: quantity }),
  },
  ['name'],
);

const podSpec = closed(
  {
    // A Job's pod is not restarted for ever.
    restartPolicy: { enum: ['Never', 'OnFailure'] },
    serviceAccountName: label,
    automountServiceAccountToken: flag,
    terminationGracePeriodSeconds: count,
    imagePullSecrets: list(reference),
    nodeSelector: { type: 'object', additionalProperties: text },
    securityContext: closed({
      runAsNonRoot: flag,
      runAsUser: count,
      runAsGroup: count,
      fsGroup: count,
      seccompProfile,
    }),
    containers: { ...list(container), minItems: 1 },
    volumes: list(volume),
  },
  ['containers', 'restartPolicy'],
);

const jobSpec = closed(
  {
    backoffLimit: count,
    activeDeadlineSeconds: count,
    ttlSecondsAfterFinished: count,
    completions: count,
    parallelism: count,
    template: closed({ metadata, spec: podSpec }, ['spec']),
  },
  ['template'],
);

export const CRON_JOB = closed(
  {
    apiVersion: { const: 'batch/v1' },
    kind: { const: 'CronJob' },
    metadata,
    spec: closed(
      {
        schedule: { type: 'string', pattern: '^(@\\w+|\\S+( \\S+){4})$' },
        timeZone: text,
        concurrencyPolicy: { enum: ['Allow', 'Forbid', 'Replace'] },
        startingDeadlineSeconds: count,
        successfulJobsHistoryLimit: count,
        failedJobsHistoryLimit: count,
        suspend: flag,
        jobTemplate: closed({ metadata, spec: jobSpec }, ['spec']),
      },
      ['schedule', 'jobTemplate'],
    ),
  },
  ['apiVersion', 'kind', 'metadata', 'spec'],
);
