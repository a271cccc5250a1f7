# Only prepares the machine and calls Maven. The logic is in Java, where it is tested.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help demo demo-down test test-ui test-one bench bench-cluster bench-mesh bench-life bench-scale bench-soak bench-thousand setup image unit dist

# The first JDK 25 or newer among JAVA_HOME, the installed JDKs, and that of `java` on the PATH.
jdks := $(JAVA_HOME) $(wildcard /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home) \
        $(patsubst %/bin/java,%,$(shell readlink -f "$$(command -v java)"))
export JAVA_HOME := $(firstword $(foreach jdk,$(jdks),$(if $(shell grep -sE '^JAVA_VERSION="(2[5-9]|[3-9][0-9])' $(jdk)/release),$(jdk))))
MVN := mvn --batch-mode --no-transfer-progress --quiet
# Prints each test class when it ends; at the end prints the minutes of each tier, the failed tests and the slowest tests.
RUN_TESTS := "$(JAVA_HOME)/bin/java" e2e/src/main/java/dev/beamcluster/e2e/run/TestRun.java

help: ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

demo: setup no-node ## a cluster with the operator and a three-node mesh, in the container beamcluster-demo
	@echo "building the operator and the images (a minute or two)"
	@$(MVN) -Prun -Drun.options=-Dlog.level=WARN -Drun.main=dev.beamcluster.e2e.demo.Demo -DskipTests -DskipITs integration-test

demo-down: ## remove the demo's cluster
	docker rm --force --volumes beamcluster-demo
	rm -f ~/.cache/beamcluster/beamcluster-demo.kubeconfig

test: setup no-demo ## everything: format, static checks, unit tests, real nodes, and end to end on a cluster
	@$(RUN_TESTS) $(MVN) --threads 2 verify

# A browser draws in software, and two of them at once keep two cores busy.
test-ui: setup no-demo ## the page of kubectl beam ui in a browser, in all its views; PICTURES=true writes docs/pictures
	@$(RUN_TESTS) $(MVN) verify -pl e2e -am -DskipTests -Dtests.tag=ui -Dtests.tag.excluded= -Dpictures.write=$(PICTURES) \
	  -Djunit.jupiter.execution.parallel.config.fixed.parallelism=2

test-one: setup no-demo ## one class or method of any tier: make test-one T=ScaleE2E, T=CutIT#someMethod
	@$(RUN_TESTS) --only '$(T)' $(MVN)

unit: setup ## the same without the cluster: unit tests, and real nodes in containers
	@$(RUN_TESTS) $(MVN) verify -pl operator/controller,operator/mesh-it -am

bench: bench-cluster bench-life bench-mesh ## measure, and write docs/benchmarks.md; each of the three can be run alone

bench-cluster: setup no-demo
	$(MVN) -Prun -Drun.main=dev.beamcluster.e2e.bench.ClusterBench -DskipTests -DskipITs integration-test

bench-life: setup no-demo
	$(MVN) -Prun -Drun.main=dev.beamcluster.e2e.bench.LifeBench -DskipTests -DskipITs integration-test

# The BeamClusters. The report is written with a thousand; a run with fewer leaves out the ten quiet minutes, and prints its figures.
CLUSTERS ?= 1000
bench-scale: setup no-demo ## a thousand BeamClusters, in 20 minutes; writes its table of docs/benchmarks.md; CLUSTERS=200: a short run
	$(MVN) -Prun -Drun.main="dev.beamcluster.e2e.bench.ScaleBench $(CLUSTERS)" -DskipTests -DskipITs integration-test

# The minutes of churn. The report is written after an hour or more; a shorter run prints its figures.
MINUTES ?= 60
bench-soak: setup no-demo ## an hour of churn with simulated nodes; writes its table of docs/benchmarks.md; MINUTES=5: a short run
	$(MVN) -Prun -Drun.main="dev.beamcluster.e2e.bench.soak.SoakBench $(MINUTES)" -DskipTests -DskipITs integration-test

# The JVM options of the operator's image, and half of the heap that its memory limit allows.
bench-mesh: setup no-demo
	$(MVN) -Prun -Drun.options="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx100m" -Drun.main=dev.beamcluster.e2e.bench.MeshBench -DskipTests -DskipITs integration-test

# The JVM options of the operator's image, with a heap that also has room for a thousand BeamClusters.
bench-thousand: setup ## the mesh engine with a thousand simulated meshes, in ten minutes; writes its table of docs/benchmarks.md
	$(MVN) -Prun -Drun.options="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx200m" -Drun.main=dev.beamcluster.e2e.bench.ThousandBench -DskipTests -DskipITs integration-test

image: setup ## the images of the operator and of the workloads
	$(MVN) -DskipTests package -pl operator/controller -am
	e2e/images/build

# Needs neither Docker nor, once Maven has its dependencies, a network.
dist: ## the kubectl plugin in target/dist: an archive with a Java runtime, a portable one, checksums, a krew manifest
	@test -n "$(JAVA_HOME)" || { echo "BeamCluster needs JDK 25: install it, or set JAVA_HOME" >&2; exit 1; }
	$(MVN) -DskipTests package -pl operator/kubectl -am
	@"$(JAVA_HOME)/bin/java" e2e/src/main/java/dev/beamcluster/e2e/dist/Dist.java \
	  $(shell sed -n 's/^appVersion: *"\{0,1\}\([^"]*\)"\{0,1\}$$/\1/p' deploy/chart/Chart.yaml)

setup: ## Docker, and the images that everything starts from
	@test -n "$(JAVA_HOME)" || { echo "BeamCluster needs JDK 25: install it, or set JAVA_HOME" >&2; exit 1; }
	@e2e/setup

# Two Kubernetes nodes in containers would share the cgroups of this machine, and each would kill the pods of the other.
.PHONY: no-demo no-node
no-demo: setup
	@! docker container inspect beamcluster-demo >/dev/null 2>&1 || \
	  { echo "The demo's cluster runs in the container beamcluster-demo, and a second one cannot share this machine: make demo-down first" >&2; exit 1; }
no-node: setup
	@! docker container inspect beamcluster-e2e >/dev/null 2>&1 || \
	  { echo "The tests' cluster runs in the container beamcluster-e2e, and a second one cannot share this machine: let make test end, or docker rm --force --volumes beamcluster-e2e" >&2; exit 1; }
