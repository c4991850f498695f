/** A shop whose policies have a rule with two peers, two ports, a named port, and one for everyone. The line is the key. */
export const SHOP = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db}
spec:
  podSelector: {matchLabels: {app: db}}
  ingress:
    - from:
        - podSelector: {matchLabels: {app: web}}
        - podSelector: {matchLabels: {app: job}}
      ports:
        - port: sql
        - port: 9187
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: job}
spec:
  podSelector: {matchLabels: {app: job}}
  egress:
    - ports:
        - {port: 53, protocol: UDP}
  policyTypes: [Egress]
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec:
  selector: {app: db}
  ports:
    - {name: sql, port: 5432, targetPort: sql}
    - {name: metrics, port: 9187}
---
apiVersion: v1
kind: Service
metadata: {name: db-headless}
spec:
  clusterIP: None
  selector: {app: db}
  ports:
    - {port: 5432}
---
{apiVersion: v1, kind: Pod, metadata: {name: web, labels: {app: web}}, spec: {containers: [{name: c, image: nginx}]}}
---
{apiVersion: v1, kind: Pod, metadata: {name: job, labels: {app: job}}, spec: {containers: [{name: c, image: busybox}]}}
---
apiVersion: v1
kind: Pod
metadata: {name: db, labels: {app: db}}
spec:
  containers:
    - {name: c, image: postgres, ports: [{name: sql, containerPort: 5432}, {containerPort: 9187}]}
`;
