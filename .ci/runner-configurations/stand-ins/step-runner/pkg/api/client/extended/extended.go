// Package extended stands in for what the loader's package names and never calls.
package extended

import (
	"context"
	"errors"
	"io"

	"gitlab.com/gitlab-org/step-runner/pkg/api/client"
)

type Client struct{}

type FollowOutput struct{ Logs io.Writer }

func New(any) (*Client, error) { return nil, errors.ErrUnsupported }

func (*Client) CloseConn() error { return nil }

func (*Client) Cancel(context.Context, string) error { return errors.ErrUnsupported }

func (*Client) RunAndFollow(context.Context, *client.RunRequest, *FollowOutput) (client.Status, error) {
	return client.Status{}, errors.ErrUnsupported
}
