with former as (
  delete from models where tenant = current_tenant() and state = 'former' returning model
), c as (
  delete from checkpoints where tenant = current_tenant() and model in (select model from former)
), p as (
  delete from promises where tenant = current_tenant() and model in (select model from former)
), s as (
  delete from steps where tenant = current_tenant() and model in (select model from former)
), k as (
  delete from complaints where tenant = current_tenant() and model in (select model from former)
), e as (
  delete from effects where tenant = current_tenant() and model in (select model from former)
), h as (
  delete from handoffs where tenant = current_tenant() and model in (select model from former)
)
delete from journeys where tenant = current_tenant() and model in (select model from former)
