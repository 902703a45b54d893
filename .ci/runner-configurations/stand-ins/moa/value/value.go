// Package value stands in for what the loader's package names and never calls.
package value

import "errors"

type Kind string

const (
	NullKind   Kind = "null"
	StringKind Kind = "string"
	NumberKind Kind = "number"
	BoolKind   Kind = "bool"
	ArrayKind  Kind = "array"
	ObjectKind Kind = "object"
)

var (
	ErrAttributeNotFound = errors.ErrUnsupported
	ErrInvalidKey        = errors.ErrUnsupported
)

type Mapper any

type Value struct{}

func Null() Value         { return Value{} }
func String(string) Value { return Value{} }
func Object(Mapper) Value { return Value{} }

func (Value) Kind() Kind               { return NullKind }
func (Value) String() string           { return "" }
func (Value) HasMarks(uint16) bool     { return false }
func (v Value) WithMarks(uint16) Value { return v }
