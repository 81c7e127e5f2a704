"""Tables of Arrow and Parquet: their texts repaired, their files written anew."""
