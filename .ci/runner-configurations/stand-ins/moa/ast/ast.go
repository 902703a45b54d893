// Package ast stands in for what the loader's package names and never calls.
package ast

type Expr interface {
	Walk(Visitor) (Expr, error)
}

type Template struct{}

func (*Template) Walk(Visitor) (Expr, error) { return nil, nil }

type Visitor interface {
	Enter(Expr) (Visitor, error)
	Exit(Expr) (Expr, error)
}
