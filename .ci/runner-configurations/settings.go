package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"gitlab.com/gitlab-org/gitlab-runner/common"
)

// What the stack tells its manager, each value as text.
type settings map[string]string

func settingsOf(file string) (settings, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var values map[string]any
	if err := decoder.Decode(&values); err != nil {
		return nil, err
	}
	found := settings{}
	for name, value := range values {
		found[name] = fmt.Sprint(value)
	}
	return found, nil
}

func (s settings) list(name string) []string {
	if s[name] == "" {
		return nil
	}
	return strings.Split(s[name], ",")
}

var nextName = regexp.MustCompile(`,([A-Za-z_][A-Za-z0-9_]*=)`)

// Each NAME=value on a line of its own, or on one line with a comma before each name.
func (s settings) variables() []string {
	text := s["Environment"]
	if !strings.Contains(text, "\n") {
		text = nextName.ReplaceAllString(text, "\n$1")
	}
	return strings.FieldsFunc(text, func(r rune) bool { return r == '\n' })
}

// The wanted value of a setting that working hours switch: in them, and outside.
func (s settings) idle(name string) [][2]string {
	if s["WorkingHours"] == "" {
		return [][2]string{{"*", s[name]}}
	}
	return [][2]string{{"*", s["OffPeak"+name]}, {s["WorkingHours"], s[name]}}
}

type comparison struct {
	settings settings
	wrong    []error
}

func (c *comparison) same(what string, asked, loaded any) {
	if fmt.Sprint(asked) != fmt.Sprint(loaded) {
		c.wrong = append(c.wrong, fmt.Errorf("%s: asked for %v, loaded %v", what, asked, loaded))
	}
}

func compare(config *common.Config, s settings) []error {
	c := &comparison{settings: s}
	c.same("concurrent", s["MaxConcurrentBuilds"], config.Concurrent)
	c.same("check_interval", s["CheckInterval"], config.CheckInterval)
	c.same("runners", 1, len(config.Runners))
	runner := config.Runners[0]
	c.same("name", s["StackName"], runner.Name)
	c.same("url", s["GitlabUrl"], runner.URL)
	// Those of a proxy come before.
	asked := s.variables()
	c.same("environment", asked, runner.Environment[max(0, len(runner.Environment)-len(asked)):])
	c.same("image", s["DockerImage"], runner.Docker.Image)
	c.same("pull_policy", []string{s["PullPolicy"]}, runner.Docker.PullPolicy)
	c.same("privileged", s["Privileged"], runner.Docker.Privileged)
	c.same("Docker's socket", s["MountDockerSocket"],
		slices.Contains(runner.Docker.Volumes, "/var/run/docker.sock:/var/run/docker.sock"))
	for _, volume := range s.list("Volumes") {
		c.same("volume "+volume, true, slices.Contains(runner.Docker.Volumes, volume))
	}
	c.same("shm_size", strings.TrimLeft(s["ShmSize"]+"000000", "0"), strings.TrimLeft(fmt.Sprint(runner.Docker.ShmSize), "0"))
	c.same("bucket", s["CacheBucket"], runner.Cache.S3.BucketName)
	c.same("tls-ca-file", s["CertificateAuthorities"] != "", runner.TLSCAFile != "")
	if runner.Machine != nil {
		c.machine(runner.Machine)
	} else {
		c.autoscaler(runner.Autoscaler)
	}
	return c.wrong
}

func (c *comparison) autoscaler(autoscaler *common.AutoscalerConfig) {
	s := c.settings
	c.same("plugin", "aws:"+s["PluginVersion"], autoscaler.Plugin)
	c.same("max_use_count", s["MaxBuildsPerWorker"], autoscaler.MaxUseCount)
	c.same("group", s["WorkerGroup"], autoscaler.PluginConfig["name"])
	c.same("username", s["WorkerUser"], autoscaler.ConnectorConfig.Username)
	c.same("policies", len(s.idle("IdleCount")), len(autoscaler.Policy))
	for i, policy := range autoscaler.Policy {
		c.policy(i, policy.Periods, policy.Timezone, policy.IdleCount, int(policy.IdleTime/time.Second))
	}
}

func (c *comparison) machine(machine *common.DockerMachine) {
	s := c.settings
	c.same("MaxBuilds", s["MaxBuildsPerWorker"], machine.MaxBuilds)
	for option, setting := range map[string]string{
		"instance-type": "WorkerInstanceType", "ssh-user": "WorkerUser", "root-size": "WorkerVolumeSize",
		"device-name": "WorkerVolumeDevice", "vpc-id": "VpcId", "subnet-id": "Subnet",
	} {
		c.same(option, true, slices.Contains(machine.MachineOptions, "amazonec2-"+option+"="+s[setting]))
	}
	c.same("spot", s["SpotInstance"], slices.Contains(machine.MachineOptions, "amazonec2-spot-price="+s["SpotInstancePrice"]))
	c.same("autoscaling", len(s.idle("IdleCount")), len(machine.AutoscalingConfigs))
	for i, policy := range machine.AutoscalingConfigs {
		c.policy(i, policy.Periods, policy.Timezone, policy.IdleCount, policy.IdleTime)
	}
}

func (c *comparison) policy(i int, periods []string, timezone string, count, seconds int) {
	hours := c.settings.idle("IdleCount")[i]
	if hours[0] == "*" {
		c.same("periods", "", strings.Trim(periods[0], "* "))
	} else {
		c.same("periods", []string{hours[0]}, periods)
	}
	c.same("timezone", c.settings["Timezone"], timezone)
	c.same("idle count", hours[1], count)
	c.same("idle time", c.settings.idle("IdleTime")[i][1], seconds)
}
