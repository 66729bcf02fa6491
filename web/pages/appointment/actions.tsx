import { Link } from 'wouter';
import { usePhones } from '../../phones/phones-context';
import { useText } from '../../texts/use-text';
import { Action } from './action';
import { useRules } from './rules';
import type { Appointment } from './use-appointment';

/** What the front desk may do with it. */
export function Actions({ appointment }: { appointment: Appointment }) {
  const text = useText();
  const { bring } = usePhones();
  const { id, client, attended, optedOut } = appointment;
  const rules = useRules(appointment);
  const path = `/v1/appointments/${id}`;
  const optOutPath = `/v1/opt-outs/${client.phone}`;
  return (
    <ul className="actions">
      {rules.isPast ? (
        <>
          <Action
            label={text('appointment.came')}
            method="PATCH"
            path={path}
            body={{ attended: true }}
            forbidden={rules.attended ?? (attended === true ? text('appointment.rule.came') : undefined)}
          />
          <Action
            label={text('appointment.didNotCome')}
            method="PATCH"
            path={path}
            body={{ attended: false }}
            forbidden={
              rules.attended ?? (attended === false ? text('appointment.rule.didNotCome') : undefined)
            }
          />
        </>
      ) : (
        <>
          <Action
            label={text('call.now')}
            method="POST"
            path={`${path}/remind`}
            className="main"
            forbidden={rules.call}
            onStart={() => bring(client)}
          />
          <Action
            label={text('appointment.confirm')}
            method="POST"
            path={`${path}/confirm`}
            forbidden={rules.confirm}
          />
          <li className="action">
            {rules.move === undefined ? (
              <Link className="button" href={`/appointments/${id}/change`}>
                {text('appointment.move')}
              </Link>
            ) : (
              <>
                <button type="button" disabled>
                  {text('appointment.move')}
                </button>
                <span className="quiet">{rules.move}</span>
              </>
            )}
          </li>
          <Action
            label={text('appointment.cancel')}
            method="POST"
            path={`${path}/cancel`}
            className="danger"
            forbidden={rules.cancel}
            ask={{
              title: text('appointment.cancelTitle', { name: client.name }),
              words: text('appointment.cancelWords'),
            }}
          />
        </>
      )}
      {optedOut ? (
        <Action
          label={text('appointment.optIn')}
          method="DELETE"
          path={optOutPath}
          forbidden={rules.optOut}
          ask={{
            title: text('appointment.optInTitle', { name: client.name }),
            words: text('appointment.optInWords'),
          }}
        />
      ) : (
        <Action
          label={text('appointment.optOut')}
          method="PUT"
          path={optOutPath}
          className="danger"
          forbidden={rules.optOut}
          ask={{
            title: text('appointment.optOutTitle', { name: client.name }),
            words: text('appointment.optOutWords'),
          }}
        />
      )}
    </ul>
  );
}
