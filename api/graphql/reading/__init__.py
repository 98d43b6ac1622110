"""Operations read into the query model, each selection with how its rows become the answer."""
