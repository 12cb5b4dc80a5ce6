"""The OpenAPI document: what FastAPI writes of the routes, with the shape of problems and with examples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from web.api.problems import Problem

Json = dict[str, Any]
_METHODS = ("get", "post", "put", "patch", "delete")
_REFERENCE = "#/components/schemas/"
_USUAL: dict[str, list[Any]] = {
    "date-time": ["2026-11-24T09:30:00Z"],
    "date": ["2026-12-01"],
    "boolean": [True],
}


def document(app: FastAPI) -> Json:
    """Return the OpenAPI document of an application, made once."""
    if app.openapi_schema is None:
        said = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            routes=app.routes,
            servers=app.servers,
        )
        schemas = said.setdefault("components", {}).setdefault("schemas", {})
        shape = Problem.model_json_schema(ref_template=f"{_REFERENCE}{{model}}")
        schemas.update(shape.pop("$defs", {}))
        schemas["Problem"] = shape
        for schema in schemas.values():
            for field in schema.get("properties", {}).values():
                _show_by_example(field)
        app.openapi_schema = said
    return app.openapi_schema


def operations(said: Json) -> Iterator[tuple[str, str, Json]]:
    """Yield every operation of a document: its path, its method, and what is said of it."""
    for path, methods in said["paths"].items():
        for method in _METHODS:
            if method in methods:
                yield path, method, methods[method]


def resolved(said: Json, schema: Json) -> Json:
    """Return a schema, or the one that it refers to."""
    name = schema.get("$ref")
    return said["components"]["schemas"][name.removeprefix(_REFERENCE)] if name else schema


def example_of(said: Json, schema: Json) -> Any:
    """Return an example of what a schema describes, made of those of its fields."""
    schema = resolved(said, schema)
    if schema.get("examples"):
        return schema["examples"][0]
    if "properties" in schema:
        return {name: example_of(said, field) for name, field in schema["properties"].items()}
    if schema.get("type") == "array":
        return [example_of(said, schema["items"])]
    for choice in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())):
        return example_of(said, choice)
    if schema.get("enum"):
        return schema["enum"][0]
    return schema.get("const", schema.get("default"))


def _show_by_example(field: Json) -> None:
    """Say an example of a moment, a day, or a yes, which look alike everywhere."""
    kinds = [field, *field.get("anyOf", ())]
    for kind in kinds:
        usual = _USUAL.get(kind.get("format", kind.get("type", "")))
        if usual is not None and "examples" not in field and "enum" not in kind and "const" not in kind:
            field["examples"] = usual
