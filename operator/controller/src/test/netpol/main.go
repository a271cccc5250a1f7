// Reads {"policies": [NetworkPolicy...], "traffic": [Traffic...]} from standard input, and writes for each traffic whether
// cyclonus, which knows nothing of BeamCluster, says that the policies let it through: true or false, one a line.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/mattfenwick/cyclonus/pkg/matcher"
	networking "k8s.io/api/networking/v1"
)

func main() {
	var question struct {
		Policies []*networking.NetworkPolicy
		Traffic  []*matcher.Traffic
	}
	decoder := json.NewDecoder(os.Stdin)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&question); err != nil {
		fmt.Fprintln(os.Stderr, "netpol:", err)
		os.Exit(1)
	}
	policy := matcher.BuildNetworkPolicies(false, question.Policies)
	for _, traffic := range question.Traffic {
		fmt.Println(policy.IsTrafficAllowed(traffic).IsAllowed())
	}
}
