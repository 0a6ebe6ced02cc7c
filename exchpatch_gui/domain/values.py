# SPDX-License-Identifier: MIT
"""``dataclass``, ``field`` and ``replace`` for the values that every start of a command needs.

The standard library's decorator writes six methods of each class as text and compiles them, and
loads ``inspect`` to do so: for the classes of a look-up that was a fifth of its time. Here the
methods are closures. The classes are dataclasses all the same, for type checkers and at run time:
``fields``, ``replace``, ``asdict``, ``match`` and ``copy`` work on them. There is no form but
``@dataclass(frozen=True, slots=True)``, no inheritance, and a field has no option but its default.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass", "field", "replace"]

Method = Callable[..., Any]

if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
else:

    def dataclass(*, frozen: bool, slots: bool) -> Callable[[type], type]:
        """Give the decorator that makes a class of frozen values with slots."""
        assert frozen
        assert slots
        return _made

    def field(*, default_factory: Callable[[], Any]) -> _Factory:
        """Say what makes a field's default."""
        return _Factory(default_factory)

    def replace(value: Any, /, **changes: Any) -> Any:
        """Give a value with some fields changed."""
        kept = {name: getattr(value, name) for name in value.__match_args__}
        return type(value)(**kept | changes)


class _Factory:
    """Stands for a field's default, of which each value gets one of its own."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


class _Fields:
    """``__dataclass_fields__``, by which a dataclass is known; made when it is asked for."""

    def __get__(self, _value: object, kind: Any) -> Any:
        import dataclasses  # noqa: PLC0415 (a look-up never gets here)

        body: dict[str, Any] = {"__annotations__": kind.__annotations__}
        for name, parameter in kind.__signature__.parameters.items():
            default = parameter.default
            if isinstance(default, _Factory):
                body[name] = dataclasses.field(default_factory=default.make)
            elif default is not parameter.empty:
                body[name] = default
        standard: Any = dataclasses.dataclass(type(kind.__name__, (), body))
        kind.__dataclass_fields__ = standard.__dataclass_fields__
        return kind.__dataclass_fields__


class _Signature:
    """``__signature__``, for whatever looks at the class; made when it is asked for."""

    def __init__(self, defaults: Mapping[str, Any]) -> None:
        self._defaults = defaults

    def __get__(self, _value: object, kind: Any) -> Any:
        from inspect import Parameter, Signature  # noqa: PLC0415 (a look-up never gets here)

        kind.__signature__ = Signature(
            [
                Parameter(
                    name,
                    Parameter.POSITIONAL_OR_KEYWORD,
                    default=self._defaults.get(name, Parameter.empty),
                    annotation=annotation,
                )
                for name, annotation in kind.__annotations__.items()
            ]
        )
        return kind.__signature__


def _made(written: type) -> type:
    """Make the class anew: slots can't be added to one that exists."""
    body = dict(vars(written))
    names = tuple(body["__annotations__"])
    defaults = {name: body.pop(name) for name in names if name in body}
    del body["__dict__"], body["__weakref__"]
    body["__slots__"] = body["__match_args__"] = names
    body["__dataclass_fields__"] = _Fields()
    body["__signature__"] = _Signature(defaults)
    kind = type(written.__name__, written.__bases__, body)
    for name, method in _methods(kind, names, defaults).items():
        setattr(kind, name, method)
    return kind


def _methods(kind: type, names: tuple[str, ...], defaults: Mapping[str, Any]) -> dict[str, Method]:
    content = attrgetter(*names)

    def text(value: object) -> str:
        fields = ", ".join(f"{name}={getattr(value, name)!r}" for name in names)
        return f"{kind.__qualname__}({fields})"

    def equal(value: object, other: object) -> bool:
        return content(value) == content(other) if type(other) is kind else NotImplemented

    def refuse(_value: object, name: str, *_new: object) -> None:
        from dataclasses import FrozenInstanceError  # noqa: PLC0415 (a look-up never gets here)

        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    return {
        "__init__": _initializer(kind, names, defaults),
        "__repr__": text,
        "__eq__": equal,
        "__hash__": lambda value: hash(content(value)),
        "__setattr__": refuse,
        "__delattr__": refuse,
        "__reduce__": lambda value: (kind, tuple([getattr(value, name) for name in names])),
    }


def _initializer(kind: type, names: tuple[str, ...], defaults: Mapping[str, Any]) -> Method:
    stores = [(name, vars(kind)[name].__set__) for name in names]
    place = [store for _, store in stores]

    def initialize(value, /, *given, **named):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN002, ANN003, ANN202 (annotations here would pass for those of fields)
        if not named and len(given) == len(names):
            for store, one in zip(place, given, strict=True):
                store(value, one)
            return
        if given:
            named = {**dict(zip(names, given, strict=False)), **named}
        left = len(named)
        for name, store in stores:
            if name in named:
                one = named[name]
                left -= 1
            elif name in defaults:
                one = defaults[name]
            else:
                left = -1
                break
            store(value, one.make() if type(one) is _Factory else one)
        if left or len(given) > len(names):
            raise TypeError(f"{kind.__name__} takes {', '.join(names)}")

    return initialize
