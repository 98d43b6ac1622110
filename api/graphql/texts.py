"""Texts of operations, each parsed and validated once: clients ask the same ones again and again."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from graphql import GraphQLError, OperationDefinitionNode, parse
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document

from api.graphql.limits import TOKENS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphql import ASTValidationRule, DocumentNode, GraphQLSchema

KEPT = 128
"""Of how many texts, those that came last, it is kept what was read of them: nobody fills the memory with new ones."""


class Texts(SchemaExtension):
    """Reads the text of one operation by the usual rules and by `rules`; it costs little, since it is one alone."""

    def __init__(self, *rules: type[ASTValidationRule]) -> None:
        self._rules = rules

    def on_parse(self) -> Iterator[None]:
        """Refuse a text that is no GraphQL, or too long."""
        asked = self.execution_context
        asked.graphql_document = _parsed(asked.query or "")
        yield

    def on_validate(self) -> Iterator[None]:
        """Refuse a text that the schema doesn't bear, and one with several operations of which none is named."""
        asked = self.execution_context
        document = asked.graphql_document
        assert document  # noqa: S101  it was parsed before
        several = sum(isinstance(each, OperationDefinitionNode) for each in document.definitions) > 1
        if several and asked._provided_operation_name is None:  # noqa: SLF001  the public name falls back to the first
            asked.pre_execution_errors = [GraphQLError("There are several operations; give the name of the one.")]
        else:
            rules = (*asked.validation_rules, *self._rules)
            asked.pre_execution_errors = _mistakes(asked.schema._schema, asked.query or "", rules)  # noqa: SLF001  it gives it no other way
        yield


@lru_cache(KEPT)
def _parsed(text: str) -> DocumentNode:
    return parse(text, max_tokens=TOKENS)


@lru_cache(KEPT)
def _mistakes(schema: GraphQLSchema, text: str, rules: tuple[type[ASTValidationRule], ...]) -> list[GraphQLError]:
    return validate_document(schema, _parsed(text), rules)


class Met:
    """The texts of operations that were executed: of many, those that were met last."""

    def __init__(self) -> None:
        self._texts: dict[str, None] = {}

    def __contains__(self, text: str) -> bool:
        return text in self._texts

    def add(self, text: str) -> None:
        """Keep a text."""
        self._texts[text] = None
        if len(self._texts) > KEPT:
            self._texts.pop(next(iter(self._texts)), None)
